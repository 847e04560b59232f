/** The profiles that ship, by their names. */
import { CODEWEAVER } from "./codeweaver.js";
import { MYCELIUM } from "./mycelium.js";
import type { Profile } from "./profile.js";
import { ZEN } from "./zen.js";

export const PROFILES = { codeweaver: CODEWEAVER, zen: ZEN, mycelium: MYCELIUM };
export type ProfileName = keyof typeof PROFILES;

export function isProfileName(name: unknown): name is ProfileName {
  return typeof name === "string" && Object.hasOwn(PROFILES, name);
}

/** A profile by its name; an author's own is itself. Undefined for a name that none has. */
export function profileOf(given: ProfileName | Profile): Profile | undefined {
  if (typeof given === "object") return given;
  return isProfileName(given) ? PROFILES[given] : undefined;
}
