/** A notice that another part of the package shows to the person, and whose answer it reports. */
export interface PendingNotice {
  /** Says what is collected, why, and how to turn it off. */
  readonly text: string;
  /** Saves that the person has turned telemetry on. @throws the system's error where the disk refuses */
  accept(): void;
  /** Saves that the person has turned telemetry off. @throws the system's error where the disk refuses */
  decline(): void;
}
