import {
    CreateAttributeGroupCommand,
    DeleteAttributeGroupCommand,
    GetAttributeGroupCommand,
    paginateListAttributeGroups,
    ResourceNotFoundException,
    UpdateAttributeGroupCommand,
    ValidationException,
    type ServiceCatalogAppRegistryClient,
} from "@aws-sdk/client-service-catalog-appregistry";
import { AttributeId } from "../api/schemas";
import { OWNER_TAG } from "../registry/ownerTag";
import type { Group, Registry } from "../registry/ports";

/**
 * AWS Service Catalog AppRegistry: an attribute group `<prefix>.<KEY>.<VALUE>` for each attribute, which published templates
 * associate with their applications. A role that uses it needs `servicecatalog:` ListAttributeGroups, GetAttributeGroup,
 * CreateAttributeGroup, TagResource, UpdateAttributeGroup and DeleteAttributeGroup.
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_app-registry_CreateAttributeGroup.html
 */
export class AppRegistry implements Registry {
    /** @param prefix at most 14 letters, digits, `_` and `-`: names have at most 256 characters. */
    constructor(
        private readonly client: ServiceCatalogAppRegistryClient,
        private readonly prefix: string,
    ) {}

    async find(id: string): Promise<Group | "foreign" | undefined> {
        try {
            const {
                description = "",
                attributes = "",
                tags,
            } = await this.client.send(new GetAttributeGroupCommand({ attributeGroup: this.nameOf(id) }));
            return tags?.[OWNER_TAG] === this.prefix ? { id, description, content: attributes } : "foreign";
        } catch (error) {
            return ignoring(ResourceNotFoundException, error);
        }
    }

    /** Sent again after an answer was lost, it makes nothing twice: the client gives it a token. */
    async create({ id, description, content }: Group): Promise<void> {
        await this.client
            .send(
                new CreateAttributeGroupCommand({
                    name: this.nameOf(id),
                    description,
                    attributes: content,
                    tags: { [OWNER_TAG]: this.prefix },
                    clientToken: undefined,
                }),
            )
            .catch(withoutContent(id));
    }

    async update({ id, description, content }: Group): Promise<void> {
        await this.client
            .send(
                new UpdateAttributeGroupCommand({ attributeGroup: this.nameOf(id), description, attributes: content }),
            )
            .catch(withoutContent(id));
    }

    async remove(id: string): Promise<void> {
        try {
            await this.client.send(new DeleteAttributeGroupCommand({ attributeGroup: this.nameOf(id) }));
        } catch (error) {
            ignoring(ResourceNotFoundException, error);
        }
    }

    async *list(): AsyncGenerator<string> {
        const start = `${this.prefix}.`;
        for await (const { attributeGroups = [] } of paginateListAttributeGroups({ client: this.client }, {})) {
            for (const { name = "" } of attributeGroups) {
                const { data: id } = AttributeId.safeParse(name.slice(start.length).replace(".", ":"));
                if (name.startsWith(start) && id !== undefined) {
                    yield id;
                }
            }
        }
    }

    /** Neither half of an id has a dot. */
    private nameOf(id: string): string {
        return `${this.prefix}.${id.replace(":", ".")}`;
    }
}

function ignoring(fault: typeof ResourceNotFoundException, error: unknown): undefined {
    if (!(error instanceof fault)) {
        throw error;
    }
}

/** What the service takes for invalid it repeats in its message, and that ends in a log. */
function withoutContent(id: string): (error: unknown) => never {
    return (error) => {
        throw error instanceof ValidationException ? new Error(`the registry does not take what ${id} says`) : error;
    };
}
