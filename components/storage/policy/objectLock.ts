/** Who may end the lock of an object's version before its time. */
export const LockMode = {
    /** Who has `s3:BypassGovernanceRetention`. */
    Governance: "GOVERNANCE",
    /** Nobody, the root user included: what is locked is paid for until its time is over. */
    Compliance: "COMPLIANCE",
} as const;
export type LockMode = (typeof LockMode)[keyof typeof LockMode];

/** For how long no version of an object can be deleted. */
export interface ObjectLockArgs {
    /** Who may end it before. */
    mode: LockMode;
    /** Days from when it was written. */
    days: number;
}
