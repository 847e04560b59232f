/** Decides whether a tool's telemetry is on, and whether the person must be told of it. */
import type { ResolvedSettings } from "../config/resolve-settings.js";
import { type Awareness, findAwareness } from "../consent/awareness.js";
import { type ConsentInputs, decideConsent } from "../consent/decide-consent.js";
import type { FoundChoice } from "../consent/saved-choice.js";
import { createOffState, type OffState, type OnState } from "../consent/telemetry-state.js";
import type { ProxyResolution } from "../net/proxy-resolution.js";
import type { CheckedOptions } from "./check-options.js";
import { type Destination, isLocalDestination } from "./destination.js";
import { describeIgnoredSettings, describeNextStep } from "./next-step.js";

interface StateInputs {
  readonly checked: CheckedOptions;
  readonly resolved: ResolvedSettings;
  readonly destination: Destination;
  /** The proxy for the destination. */
  readonly proxy: ProxyResolution;
  readonly isCi: boolean;
  /** The date of the policy in force. */
  readonly policy: string;
  readonly choice: FoundChoice;
  /** Undefined without a home directory, like `noticeFile`. */
  readonly choiceFile: string | undefined;
  readonly noticeFile: string | undefined;
}

export interface StateDecision {
  readonly state: OffState | OnState;
  /** Whether telemetry is on, or is off only because the proxy cannot be used. */
  readonly isAllowed: boolean;
  readonly awareness: Awareness;
  /** The notice must be shown in the next run that can show it. It is not shown in CI, where no person reads it. */
  readonly isNoticeDue: boolean;
}

export function decideState(inputs: StateInputs): StateDecision {
  const { checked, resolved, destination, proxy, isCi } = inputs;
  const consentInputs = createConsentInputs(inputs);
  const { awareness, noticeError } = findAwareness({
    ...consentInputs,
    isDestinationNamedByPerson: destination.party === "person",
    isDestinationLocal: proxy.kind === "direct" && isLocalDestination(destination),
  });
  // A mistake in code comes first, even before an opt-out, because the author must see it.
  const consentState =
    checked.mistake === undefined
      ? decideConsent({ ...consentInputs, awareness, noticeError })
      : createOffState("invalid_setting", checked.mistake);
  const isAllowed = consentState.status === "on";
  const state =
    isAllowed && proxy.kind === "unsupported"
      ? createOffState("unusable_proxy", proxy.variable)
      : consentState;

  const nextStep = state.status === "off" ? describeNextStep(state.reason, checked, isCi) : undefined;
  const { ignoredProjectSettings } = resolved;
  const ignored = ignoredProjectSettings && describeIgnoredSettings(ignoredProjectSettings, checked);
  // The reason `not_told` means that the notice is all that telemetry needs to be on.
  const isOnAfterNotice = state.status === "on" || state.reason === "not_told";
  const isShowable = checked.profile.consent !== "opt-in" && !isCi && !resolved.settings.dryRun;
  return {
    state: {
      ...state,
      ...(nextStep !== undefined && { nextStep }),
      ...(ignored !== undefined && { ignored }),
    },
    isAllowed,
    awareness,
    isNoticeDue: isOnAfterNotice && awareness === "never" && isShowable,
  };
}

function createConsentInputs({
  checked,
  resolved,
  destination: { missingPart, invalidReason },
  policy,
  choice,
  choiceFile,
  noticeFile,
}: StateInputs): Omit<ConsentInputs, "awareness" | "noticeError"> {
  const problems = resolved.problems.map(({ key, source }) => `${source.label}: ${key}`);
  return {
    isDoNotTrackSet: resolved.isDoNotTrackSet,
    disabledBy: resolved.disabledBy?.label,
    isForcedOn: resolved.forcedOnBy !== undefined,
    isEnabledByVariable: resolved.enabledBy !== undefined,
    savedChoice: choice,
    savedChoiceFile: choiceFile,
    consentModel: checked.profile.consent,
    policy,
    invalidSettings: invalidReason === undefined ? problems : [...problems, invalidReason],
    unreadableFiles: resolved.unreadableFiles,
    missingDestinationPart: missingPart,
    isPrinted: resolved.settings.dryRun,
    noticeFile,
  };
}
