/** A notice that waits for somebody who can show it to the person and bring their answer. */
export interface PendingNotice {
  /** What is collected, why, and how to turn it off. */
  readonly text: string;
  /** Saves that the person has turned telemetry on. @throws the system's error where the disk refuses */
  accept(): void;
  /** Saves that the person has turned telemetry off. @throws the system's error where the disk refuses */
  decline(): void;
}
