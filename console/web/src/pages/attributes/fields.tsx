import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import "../../layout/asWritten.css";
import { texts } from "../../texts";
import type { Faults } from "./faults";

const { attributes, common } = texts;

interface Changeable {
    readonly description: string;
    readonly metadata: string;
}

/** What can be changed of an attribute. */
export function Fields({
    value,
    faults,
    onChange,
}: {
    readonly value: Changeable;
    readonly faults: Faults;
    readonly onChange: (part: Partial<Changeable>) => void;
}) {
    return (
        <SpaceBetween size="l">
            <FormField
                label={common.description}
                description={common.descriptionHelp}
                errorText={faults.description}
                stretch
            >
                <Textarea
                    value={value.description}
                    onChange={({ detail }) => onChange({ description: detail.value })}
                />
            </FormField>
            <FormField
                label={attributes.metadata}
                description={attributes.metadataHelp}
                errorText={faults.metadata}
                stretch
            >
                <Textarea
                    value={value.metadata}
                    rows={6}
                    spellcheck={false}
                    onChange={({ detail }) => onChange({ metadata: detail.value })}
                />
            </FormField>
        </SpaceBetween>
    );
}

/** The same as it stands, to read. */
export function Shown({ of: { description, metadata } }: { of: Changeable }) {
    return (
        <>
            <Box>{description || common.none}</Box>
            <Metadata text={metadata} />
        </>
    );
}

export function Metadata({ text }: { text: string }) {
    return (
        <Box variant="code">
            <span className="as-written">{text}</span>
        </Box>
    );
}
