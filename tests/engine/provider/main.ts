import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { serve } from "../../../offline-preview/protocol";
import { StandInProvider } from "./service";

const [, , name = ""] = process.argv;

/** Run by the engine, which reads the port from the first line. */
void serve([{ definition: ResourceProviderService, implementation: new StandInProvider(name) }]).then(({ address }) => {
    process.stdout.write(`${address.split(":")[1] ?? ""}\n`);
});
