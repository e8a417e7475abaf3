import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import { useLoaded } from "../../api/useLoaded";
import { useConsole } from "../../console";
import { texts } from "../../texts";
import { allAttributes } from "./attributePairs";

const { patterns, common } = texts;

interface Choice {
    /** Attributes as `KEY:VALUE`. */
    readonly chosen: readonly string[];
    readonly fault: string | undefined;
    readonly onChange: (chosen: readonly string[]) => void;
}

export function AttributeChoice({ chosen, fault, onChange }: Choice) {
    const { api } = useConsole();
    const all = useLoaded("", (signal) => allAttributes(api, signal));
    return (
        <FormField label={patterns.attributes} description={patterns.attributesHelp} errorText={fault} stretch>
            <Multiselect
                filteringType="auto"
                placeholder={patterns.chooseAttributes}
                selectedOptions={chosen.map((id) => ({ label: id, value: id }))}
                options={(all.value ?? []).map(({ id, description }) => ({ label: id, value: id, description }))}
                statusType={all.problem ? "error" : all.isLoading ? "loading" : "finished"}
                loadingText={common.loading}
                errorText={all.problem?.message}
                recoveryText={common.retry}
                onLoadItems={() => all.problem && all.reload()}
                empty={common.none}
                deselectAriaLabel={({ label }) => patterns.removeAttribute(label ?? "")}
                onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value }) => value ?? ""))}
            />
        </FormField>
    );
}
