/** Joins the ordinary texts of the independent corpus: they contain nothing personal or secret and must stay as they are. */

import { ERROR_MESSAGES_FRAMEWORKS } from "./error-messages-frameworks.js";
import { ERROR_MESSAGES_LANGUAGES } from "./error-messages-languages.js";
import { ERROR_MESSAGES_LIBRARIES } from "./error-messages-libraries.js";
import { ERROR_MESSAGES_PROGRAMS } from "./error-messages-programs.js";
import { ERROR_MESSAGES_RUNTIMES } from "./error-messages-runtimes.js";
import { ERROR_MESSAGES_SERVICES } from "./error-messages-services.js";
import { ERROR_MESSAGES_TOOLS } from "./error-messages-tools.js";
import { LOG_LINES_APPLICATIONS } from "./log-lines-applications.js";
import { LOG_LINES_CLUSTERS } from "./log-lines-clusters.js";
import { LOG_LINES_CONTAINERS } from "./log-lines-containers.js";
import { LOG_LINES_DATABASES } from "./log-lines-databases.js";
import { LOG_LINES_DEPLOYMENTS } from "./log-lines-deployments.js";
import { LOG_LINES_DEVICES } from "./log-lines-devices.js";
import { LOG_LINES_OBSERVERS } from "./log-lines-observers.js";
import { LOG_LINES_PACKAGES } from "./log-lines-packages.js";
import { LOG_LINES_PIPELINES } from "./log-lines-pipelines.js";
import { LOG_LINES_PROGRAMS } from "./log-lines-programs.js";
import { LOG_LINES_PROXIES } from "./log-lines-proxies.js";
import { LOG_LINES_RUNTIMES } from "./log-lines-runtimes.js";
import { LOG_LINES_SERVERS } from "./log-lines-servers.js";
import { LOG_LINES_STORES } from "./log-lines-stores.js";
import { LOG_LINES_SYSTEMS } from "./log-lines-systems.js";
import { LOG_LINES_TESTS } from "./log-lines-tests.js";
import { README_LINES_GUIDES } from "./readme-lines-guides.js";
import { README_LINES_LANGUAGES } from "./readme-lines-languages.js";
import { README_LINES_MANUALS } from "./readme-lines-manuals.js";
import { README_LINES_PROJECTS } from "./readme-lines-projects.js";
import { README_LINES_REFERENCE } from "./readme-lines-reference.js";
import { README_LINES_TOOLS } from "./readme-lines-tools.js";
import { SDK_VALUES_ANALYTICS } from "./sdk-values-analytics.js";
import { SDK_VALUES_AUTHENTICATION } from "./sdk-values-authentication.js";
import { SDK_VALUES_CLIENTS } from "./sdk-values-clients.js";
import { SDK_VALUES_CLOUDS } from "./sdk-values-clouds.js";
import { SDK_VALUES_COMMERCE } from "./sdk-values-commerce.js";
import { SDK_VALUES_EDITORS } from "./sdk-values-editors.js";
import { SDK_VALUES_FRAMEWORKS } from "./sdk-values-frameworks.js";
import { SDK_VALUES_IDENTITIES } from "./sdk-values-identities.js";
import { SDK_VALUES_INFRASTRUCTURE } from "./sdk-values-infrastructure.js";
import { SDK_VALUES_INTERFACES } from "./sdk-values-interfaces.js";
import { SDK_VALUES_MODELS } from "./sdk-values-models.js";
import { SDK_VALUES_PLATFORMS } from "./sdk-values-platforms.js";
import { SDK_VALUES_PRODUCTS } from "./sdk-values-products.js";
import { SDK_VALUES_PROTOCOLS } from "./sdk-values-protocols.js";
import { SDK_VALUES_SERVICES } from "./sdk-values-services.js";
import { SDK_VALUES_TESTING } from "./sdk-values-testing.js";
import { SDK_VALUES_TOOLS } from "./sdk-values-tools.js";
import { SDK_VALUES_WEB } from "./sdk-values-web.js";
import type { Source } from "./source.js";

/** The sources of ordinary texts. Ids and counters in them were drawn at random, and no text describes a real event. */
export const ORDINARY_SOURCES: readonly Source[] = [
  ...LOG_LINES_CLUSTERS,
  ...LOG_LINES_SERVERS,
  ...LOG_LINES_STORES,
  ...LOG_LINES_CONTAINERS,
  ...LOG_LINES_SYSTEMS,
  ...LOG_LINES_DEVICES,
  ...LOG_LINES_PIPELINES,
  ...LOG_LINES_PACKAGES,
  ...LOG_LINES_TESTS,
  ...LOG_LINES_APPLICATIONS,
  ...LOG_LINES_OBSERVERS,
  ...LOG_LINES_PROXIES,
  ...LOG_LINES_DEPLOYMENTS,
  ...LOG_LINES_RUNTIMES,
  ...LOG_LINES_DATABASES,
  ...LOG_LINES_PROGRAMS,
  ...SDK_VALUES_CLOUDS,
  ...SDK_VALUES_INFRASTRUCTURE,
  ...SDK_VALUES_PLATFORMS,
  ...SDK_VALUES_MODELS,
  ...SDK_VALUES_EDITORS,
  ...SDK_VALUES_SERVICES,
  ...SDK_VALUES_ANALYTICS,
  ...SDK_VALUES_PRODUCTS,
  ...SDK_VALUES_FRAMEWORKS,
  ...SDK_VALUES_WEB,
  ...SDK_VALUES_AUTHENTICATION,
  ...SDK_VALUES_IDENTITIES,
  ...SDK_VALUES_TESTING,
  ...SDK_VALUES_CLIENTS,
  ...SDK_VALUES_COMMERCE,
  ...SDK_VALUES_INTERFACES,
  ...SDK_VALUES_PROTOCOLS,
  ...SDK_VALUES_TOOLS,
  ...README_LINES_GUIDES,
  ...README_LINES_LANGUAGES,
  ...README_LINES_REFERENCE,
  ...README_LINES_PROJECTS,
  ...README_LINES_TOOLS,
  ...README_LINES_MANUALS,
  ...ERROR_MESSAGES_LANGUAGES,
  ...ERROR_MESSAGES_PROGRAMS,
  ...ERROR_MESSAGES_SERVICES,
  ...ERROR_MESSAGES_FRAMEWORKS,
  ...ERROR_MESSAGES_LIBRARIES,
  ...ERROR_MESSAGES_RUNTIMES,
  ...ERROR_MESSAGES_TOOLS,
];
