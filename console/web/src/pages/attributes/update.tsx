import type { Attribute } from "../../../../api/schemas";
import { Problem } from "../../api/problem";
import { useLoaded } from "../../api/useLoaded";
import { unlessThere } from "../../api/unlessThere";
import { useConsole } from "../../console";
import { ProblemPage } from "../../layout/page";
import { Loading } from "../../layout/shell";
import { UpdateForm } from "../../layout/updateForm";
import { useDraft } from "../../signIn/useDraft";
import { texts } from "../../texts";
import { faultsOfUpdate } from "./faults";
import { Fields, Shown } from "./fields";

const { attributes, problems } = texts;

export default function UpdateAttributePage({ id }: { id: string }) {
    const { api, session } = useConsole();
    const loaded = useLoaded(id, (signal) => api.getAttribute(id, signal));
    if (!session.can("updateAttribute")) {
        return <ProblemPage title={attributes.update} problem={new Problem("forbidden", problems.forbidden)} />;
    }
    if (loaded.problem) {
        return <ProblemPage title={id} problem={loaded.problem} retry={loaded.reload} />;
    }
    return loaded.value === undefined ? <Loading /> : <UpdateAttribute stored={loaded.value} />;
}

function UpdateAttribute({ stored }: { stored: Attribute }) {
    const { api } = useConsole();
    const { id } = stored;
    const form = useDraft(`update-attribute ${id}`, editable(stored));
    const faults = faultsOfUpdate(form.value);
    const { description, metadata } = form.value;

    return (
        <UpdateForm
            title={`${attributes.update} ${id}`}
            back={`/attributes/${id}`}
            form={form}
            isValid={Object.keys(faults).length === 0}
            save={(version) =>
                unlessThere(() => api.updateAttribute(id, { description, metadata, version }), {
                    description,
                    metadata,
                    version: version + 1,
                })
            }
            currentOf={({ current }) => (current && "metadata" in current ? current : undefined)}
            editable={editable}
            shown={(changed) => <Shown of={changed} />}
        >
            <Fields value={form.value} faults={faults} onChange={form.change} />
        </UpdateForm>
    );
}

/** What can be changed, and the version that was read, which stays with a draft. */
function editable({ description, metadata, version }: Attribute) {
    return { description, metadata, version };
}
