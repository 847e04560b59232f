/** The profiles that ship, by their names. */
import { CODEWEAVER } from "./codeweaver.js";
import { MYCELIUM } from "./mycelium.js";
import type { OwnProfile, Profile } from "./profile.js";
import { ZEN } from "./zen.js";

export const PROFILES = { codeweaver: CODEWEAVER, zen: ZEN, mycelium: MYCELIUM };
export type ProfileName = keyof typeof PROFILES;

export function isProfileName(name: unknown): name is ProfileName {
  return typeof name === "string" && Object.hasOwn(PROFILES, name);
}

/** A profile by its name, or an author's own with what it leaves out. @param given one that can be used */
export function getProfile(profile: ProfileName | OwnProfile): Profile {
  return typeof profile === "object" ? { ...CODEWEAVER, ...profile } : PROFILES[profile];
}
