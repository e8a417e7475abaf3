import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import Wizard from "@cloudscape-design/components/wizard";
import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { Problem } from "../../api/problem";
import { unlessThere } from "../../api/unlessThere";
import { useSending } from "../../api/useSending";
import { useConsole } from "../../console";
import { ProblemPage } from "../../layout/page";
import { ProblemAlert } from "../../layout/problemAlert";
import { useDraft } from "../../signIn/useDraft";
import { texts } from "../../texts";
import { AttributeChoice } from "./attributeChoice";
import { attributesOf } from "./attributePairs";
import { faultsOfNew, newPattern } from "./faults";
import { justCreated } from "./created";
import { AttributeBadges } from "./shown";

const { patterns, common, problems } = texts;
const EMPTY = { name: "", patternType: "CFN", description: "", attributes: [] as readonly string[] };

export default function CreatePatternPage() {
    const { api, session } = useConsole();
    const form = useDraft("create-pattern", EMPTY);
    const [step, setStep] = useState(0);
    const [isTried, setTried] = useState(false);
    const { isBusy, problem, send } = useSending();

    if (!session.can("createPattern")) {
        return <ProblemPage title={patterns.create} problem={new Problem("forbidden", problems.forbidden)} />;
    }
    const { name, patternType, description, attributes } = form.value;
    const faults = faultsOfNew(form.value);
    const shown = isTried ? faults : {};
    const isStepValid = [!faults.name && !faults.description, !faults.attributes, true];

    function turnTo(next: number): void {
        const blocked = isStepValid.findIndex((valid, index) => index < next && !valid);
        setTried(blocked !== -1);
        setStep(blocked === -1 ? next : blocked);
    }

    const create = () =>
        send(async () => {
            const pattern = newPattern(form.value);
            const made = await unlessThere(() => api.createPattern(pattern), { ...pattern, version: 1 });
            form.drop();
            navigate(
                `/patterns/${made?.patternObject.patternId ?? name.toUpperCase()}`,
                made && { state: justCreated(made.pipeline) },
            );
        });

    return (
        <Wizard
            activeStepIndex={step}
            isLoadingNextStep={isBusy}
            submitButtonText={patterns.create}
            onNavigate={({ detail }) => turnTo(detail.requestedStepIndex)}
            onCancel={() => {
                form.drop();
                navigate("/");
            }}
            onSubmit={() => void create()}
            i18nStrings={{
                stepNumberLabel: patterns.steps,
                collapsedStepsLabel: patterns.ofSteps,
                navigationAriaLabel: patterns.create,
                cancelButton: common.cancel,
                previousButton: common.back,
                nextButton: common.next,
            }}
            steps={[
                {
                    title: patterns.basics,
                    content: (
                        <Container>
                            <SpaceBetween size="l">
                                <FormField label={patterns.name} description={patterns.nameHelp} errorText={shown.name}>
                                    <Input
                                        value={name}
                                        autoComplete={false}
                                        onChange={({ detail }) => form.change({ name: detail.value })}
                                    />
                                </FormField>
                                <FormField label={patterns.type}>
                                    <RadioGroup
                                        value={patternType}
                                        items={Object.entries(patterns.types).map(([value, label]) => ({
                                            value,
                                            label,
                                        }))}
                                        onChange={({ detail }) => form.change({ patternType: detail.value })}
                                    />
                                </FormField>
                                <FormField
                                    label={common.description}
                                    description={common.descriptionHelp}
                                    errorText={shown.description}
                                    stretch
                                >
                                    <Textarea
                                        value={description}
                                        onChange={({ detail }) => form.change({ description: detail.value })}
                                    />
                                </FormField>
                            </SpaceBetween>
                        </Container>
                    ),
                },
                {
                    title: patterns.attributes,
                    content: (
                        <Container>
                            <AttributeChoice
                                chosen={attributes}
                                fault={shown.attributes}
                                onChange={(chosen) => form.change({ attributes: chosen })}
                            />
                        </Container>
                    ),
                },
                {
                    title: patterns.review,
                    content: (
                        <SpaceBetween size="m">
                            {problem && <ProblemAlert problem={problem} retry={() => void create()} />}
                            <Container>
                                <KeyValuePairs
                                    columns={2}
                                    items={[
                                        { label: patterns.name, value: name },
                                        { label: patterns.type, value: patternType },
                                        { label: common.description, value: description || common.none },
                                        {
                                            label: patterns.attributes,
                                            value: <AttributeBadges of={{ attributes: attributesOf(attributes) }} />,
                                        },
                                    ]}
                                />
                            </Container>
                        </SpaceBetween>
                    ),
                },
            ]}
        />
    );
}
