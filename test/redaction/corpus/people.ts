/** Lists invented people, companies and machines. Addresses and paths are built from their names. */
import type { Random } from "./random.js";

const FIRST = (
  "anneke jonas marek priya yusuf chloe diego ingrid kenji tomasz fatima oleksii benoit giulia rasmus " +
  "leilani siobhan thiago wanjiru xiulan magnus zeynep caspian delphine"
).split(" ");
const LAST = (
  "kowalska schneider okafor nakamura lindqvist papadakis ferreira haddad moreau petrov osterberg " +
  "villanueva takahashi mbekiwa castellano dvorakova ivanenko johansen rossignol abernathy"
).split(" ");
const FIRMS = (
  "quarkline fjordsoft nordwerk belluna tessarakt lumenord corvica hexavolt voltmere zephyrix " +
  "grauwacke pinemoor ostrava-labs brightkelp"
).split(" ");
const PROJECTS = (
  "billing-core ledger-sync kundenportal orchid-api payroll-jobs tenderbot moonshot-x claims-engine " +
  "secretsauce acqui-hire projekt-falke nightowl"
).split(" ");
const TLDS = (
  "com org net io dev app de fr es it nl pl se ch at co.uk com.br co.jp com.au in ru cz ai cloud tech " +
  "systems eu us ca info biz online store xyz me tv"
).split(" ");
const ROLES = "db api build cache vpn mail git jenkins grafana staging bastion ldap nas printer".split(" ");

export interface Person {
  readonly first: string;
  readonly last: string;
}

export function person(random: Random): Person {
  return { first: random.pick(FIRST), last: random.pick(LAST) };
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Creates a login name. */
export function userName(random: Random): string {
  const { first, last } = person(random);
  return random.pick([
    `${first}.${last}`,
    `${first.charAt(0)}${last}`,
    `${first}_${last.charAt(0)}${random.digits(2)}`,
    `${last}${random.integer(2, 99)}`,
    `${first}-${last}`,
    `${first}${last}`,
    `${first}${random.integer(1970, 2009)}`,
  ]);
}

export function fullName(random: Random): string {
  const { first, last } = person(random);
  return `${capital(first)} ${capital(last)}`;
}

export function firm(random: Random): string {
  return random.pick(FIRMS);
}

export function project(random: Random): string {
  return random.pick(PROJECTS);
}

export function domain(random: Random): string {
  return `${firm(random)}.${random.pick(TLDS)}`;
}

export function role(random: Random): string {
  return random.pick(ROLES);
}

/** Creates a company's host name with two to four labels before the domain. */
export function fqdn(random: Random): string {
  const site = random.pick(["", "eu-west", "fra1", "prod", "dc2", "k8s"]);
  const name = `${role(random)}${random.pick(["", "-", ""])}${random.integer(1, 40)}`;
  return [name, site, domain(random)].filter((label) => label !== "").join(".");
}
