/** Lists the built-in profiles by their names. */
import { CODEWEAVER } from "./codeweaver.js";
import { MYCELIUM } from "./mycelium.js";
import type { OwnProfile, Profile } from "./profile.js";
import { ZEN } from "./zen.js";

export const PROFILES = { codeweaver: CODEWEAVER, zen: ZEN, mycelium: MYCELIUM };
export type ProfileName = keyof typeof PROFILES;

export function isProfileName(name: unknown): name is ProfileName {
  return typeof name === "string" && Object.hasOwn(PROFILES, name);
}

/** Returns a built-in profile by its name, or completes an author's own. @param profile a checked profile */
export function getProfile(profile: ProfileName | OwnProfile): Profile {
  return typeof profile === "object" ? { ...CODEWEAVER, ...profile } : PROFILES[profile];
}
