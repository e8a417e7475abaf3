/** As far as the recorder knows a client of the SDK. */
interface Client {
    middlewareStack: {
        add(
            middleware: (
                next: unknown,
                context: { commandName?: string },
            ) => (args: { input: object }) => Promise<{ output: never; response: unknown }>,
            options: { step: "initialize"; priority: "high" },
        ): void;
    };
}

export type Call = readonly [command: string, input: object];

/**
 * Has a client tell its commands and send none.
 *
 * @param answer gives what the service answers, or throws what it refuses with.
 */
export function record(client: Client, answer: (command: string) => object = () => ({})): Call[] {
    const calls: Call[] = [];
    client.middlewareStack.add(
        (_next, { commandName = "" }) =>
            ({ input }) => {
                // Pagination goes on with the same object.
                calls.push([commandName, { ...input }]);
                return new Promise((resolve) => resolve({ output: answer(commandName) as never, response: undefined }));
            },
        { step: "initialize", priority: "high" },
    );
    return calls;
}
