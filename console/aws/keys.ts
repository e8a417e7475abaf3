import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";

/**
 * Fetches the user pool's keys by a function, for an API in a VPC without the internet: a pool with sign-in pages is not
 * reached through an endpoint.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/vpc-interface-endpoints.html
 */
export function keysByFunction(client: Pick<LambdaClient, "send">, functionName: string): () => Promise<Response> {
    return async () => {
        const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: functionName }));
        return new Response(Payload, { status: FunctionError === undefined ? 200 : 502 });
    };
}
