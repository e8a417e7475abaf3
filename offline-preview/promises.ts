/** A promise with its ends in hand (`Promise.withResolvers`, which Node 20 has not). */
export function withResolvers<T>(): {
    promise: Promise<T>;
    resolve: (value: T) => void;
    reject: (error: Error) => void;
} {
    let resolve!: (value: T) => void;
    let reject!: (error: Error) => void;
    const promise = new Promise<T>((yes, no) => {
        resolve = yes;
        reject = no;
    });
    return { promise, resolve, reject };
}

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
