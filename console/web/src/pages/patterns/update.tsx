import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";
import type { Pattern } from "../../../../api/schemas";
import { Problem } from "../../api/problem";
import { useLoaded } from "../../api/useLoaded";
import { unlessThere } from "../../api/unlessThere";
import { useConsole } from "../../console";
import { ProblemPage } from "../../layout/page";
import { Loading } from "../../layout/shell";
import { UpdateForm } from "../../layout/updateForm";
import { useDraft } from "../../signIn/useDraft";
import { texts } from "../../texts";
import { AttributeChoice } from "./attributeChoice";
import { attributesOf, idsOf } from "./attributePairs";
import { faultsOfUpdate, type Editable } from "./faults";
import { AttributeBadges } from "./shown";

const { patterns, common, problems } = texts;

export default function UpdatePatternPage({ id }: { id: string }) {
    const { api, session } = useConsole();
    const details = useLoaded(id, (signal) => api.getPattern(id, signal));
    if (!session.can("updatePattern")) {
        return <ProblemPage title={patterns.update} problem={new Problem("forbidden", problems.forbidden)} />;
    }
    if (details.problem) {
        return <ProblemPage title={id} problem={details.problem} retry={details.reload} />;
    }
    return details.value === undefined ? <Loading /> : <UpdatePattern stored={details.value.metadata} />;
}

function UpdatePattern({ stored }: { stored: Pattern }) {
    const { api } = useConsole();
    const id = stored.patternId;
    const form = useDraft(`update-pattern ${id}`, editable(stored));
    const { description, attributes } = form.value;
    const faults = faultsOfUpdate(form.value);
    const changes = { description, attributes: attributesOf(attributes) };

    return (
        <UpdateForm
            title={`${patterns.update} ${stored.name}`}
            back={`/patterns/${id}`}
            form={form}
            isValid={Object.keys(faults).length === 0}
            save={(version) =>
                unlessThere(() => api.updatePattern(id, { ...changes, version }), { ...changes, version: version + 1 })
            }
            currentOf={({ current }) => (current && "patternId" in current ? current : undefined)}
            editable={editable}
            shown={(changed) => <Shown form={changed} />}
        >
            <FormField
                label={common.description}
                description={common.descriptionHelp}
                errorText={faults.description}
                stretch
            >
                <Textarea value={description} onChange={({ detail }) => form.change({ description: detail.value })} />
            </FormField>
            <AttributeChoice
                chosen={attributes}
                fault={faults.attributes}
                onChange={(chosen) => form.change({ attributes: chosen })}
            />
        </UpdateForm>
    );
}

function Shown({ form: { description, attributes } }: { form: Editable }) {
    return (
        <>
            <Box>{description || common.none}</Box>
            <AttributeBadges of={{ attributes: attributesOf(attributes) }} />
        </>
    );
}

/** What can be changed, and the version that was read, which stays with a draft. */
function editable({ description, attributes, version }: Pattern) {
    return { description, attributes: idsOf(attributes), version };
}
