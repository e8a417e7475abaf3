/** A function that the provider itself would refuse to answer; the message says why. */
export class FunctionFailure extends Error {
    constructor(reason: string) {
        super(reason);
        this.name = "FunctionFailure";
    }
}
