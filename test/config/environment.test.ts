/** Tests the variables that turn telemetry on or off. An unclear value counts as the more private one. */
import { describe, expect, it } from "vitest";
import { readEnvironment, type VariableAlias } from "../../src/config/environment.js";
import { readEnvironmentConsent } from "../../src/config/environment-consent.js";

const ALIASES: readonly VariableAlias[] = [
  { name: "STATS", setting: "disableTelemetry", negated: true },
  { name: "NO_STATS", setting: "disableTelemetry" },
  { name: "MYTOOL_TELEMETRY_ENABLED", setting: "endpoint" },
];
const read = (variable: string, value: string, variableAliases: readonly VariableAlias[] = []) => {
  const names = { tool: "mytool", variableAliases };
  const { disabledBy, enabledBy, forcedOnBy } = readEnvironmentConsent({ [variable]: value }, names);
  for (const source of [disabledBy, enabledBy, forcedOnBy])
    if (source !== undefined) expect(source).toEqual({ kind: "environment", label: variable });
  return {
    isOff: disabledBy !== undefined,
    isOn: enabledBy !== undefined,
    isForced: forcedOnBy !== undefined,
  };
};
const NOTHING = { isOff: false, isOn: false, isForced: false };
const OFF = { ...NOTHING, isOff: true };
const ON = { ...NOTHING, isOn: true };

describe("readEnvironmentConsent, of a variable that turns telemetry on", () => {
  it.each(["MYTOOL_TELEMETRY", "MYTOOL__TELEMETRY", "MYTOOL_TELEMETRY_ENABLED", "mytool_telemetry_enable"])(
    "turns telemetry on only for a clear yes in %s",
    (name) => {
      for (const no of ["disabled", "none", "never", "opt-out", "off", "0", "nein", "-1", "{}"])
        expect([no, read(name, no)]).toEqual([no, OFF]);
      for (const yes of ["1", "true", "YES", " on "]) expect([yes, read(name, yes)]).toEqual([yes, ON]);
      for (const nothing of ["", "  "]) expect(read(name, nothing)).toEqual(NOTHING);
    },
  );
});

describe("readEnvironmentConsent, of a variable that turns telemetry off", () => {
  it.each([
    "MYTOOL_TELEMETRY_DISABLED",
    "MYTOOL_TELEMETRY_DISABLE",
    "MYTOOL_TELEMETRY_OPT_OUT",
    "MYTOOL_TELEMETRY_OPTOUT",
    "MYTOOL_NO_TELEMETRY",
  ])("turns telemetry off for everything but a clear no in %s", (name) => {
    for (const yes of ["1", "true", "please", "disabled", "enabled", "2"])
      expect([yes, read(name, yes)]).toEqual([yes, OFF]);
    for (const no of ["", " ", "0", "false", "No", "off"])
      expect([no, read(name, no)]).toEqual([no, NOTHING]);
  });

  it.each([
    "MYTOOL__TELEMETRY__DISABLE_TELEMETRY",
    "MYTOOL_DISABLE_TELEMETRY",
    "MYTOOL_TELEMETRY_DISABLE_TELEMETRY",
  ])("forces telemetry on with %s=false", (name) => {
    expect(read(name, "false")).toEqual({ isOff: false, isOn: true, isForced: true });
    for (const yes of ["1", "ture", "none"]) expect([yes, read(name, yes)]).toEqual([yes, OFF]);
    expect(read(name, "")).toEqual(NOTHING);
  });
});

describe("readEnvironmentConsent, of a tool's variables", () => {
  it("reads the aliases of disable_telemetry, and no alias of another setting", () => {
    expect(read("STATS", "true", ALIASES)).toEqual(ON);
    expect(read("STATS", "maybe", ALIASES)).toEqual(OFF);
    expect(read("NO_STATS", "false", ALIASES)).toEqual(NOTHING);
    expect(read("NO_STATS", "maybe", ALIASES)).toEqual(OFF);
    expect(read("MYTOOL_TELEMETRY_ENABLED", "https://a.example", ALIASES)).toEqual(NOTHING);
  });

  it("reads consent variables that readEnvironment does not read as settings", () => {
    const env = {
      MYTOOL__TELEMETRY__ENABLED: "1",
      MYTOOL__TELEMETRY__DISABLED: "0",
      MYTOOL__TELEMETRY__OPT_OUT: "no",
    };
    expect(readEnvironment(env, { tool: "mytool", variableAliases: [] })).toEqual([]);
    expect(read("MYTOOL__TELEMETRY__ENABLED", "1")).toEqual(ON);
  });

  it("ignores variables of other tools", () => {
    for (const name of ["OTHER_TELEMETRY", "TELEMETRY", "XMYTOOL_TELEMETRY", "MYTOOL_TELEMETRY_SALT"])
      expect([name, read(name, "off")]).toEqual([name, NOTHING]);
  });

  it("prefers an off to an on", () => {
    const env = {
      MYTOOL_TELEMETRY: "1",
      MYTOOL__TELEMETRY__DISABLE_TELEMETRY: "false",
      MYTOOL_NO_TELEMETRY: "1",
    };
    const { disabledBy, enabledBy } = readEnvironmentConsent(env, { tool: "mytool", variableAliases: [] });
    expect([disabledBy?.label, enabledBy?.label]).toEqual(["MYTOOL_NO_TELEMETRY", "MYTOOL_TELEMETRY"]);
  });
});
