import Header from "@cloudscape-design/components/header";
import { lazy, type ReactNode } from "react";
import { Route, Switch } from "wouter";
import { texts } from "../texts";
import { Page } from "./page";
import { Shell } from "./shell";

const { attributes, common, patterns } = texts;

// Each page is loaded when it is first shown.
const PatternList = lazy(() => import("../pages/patterns/list"));
const PatternDetail = lazy(() => import("../pages/patterns/detail"));
const CreatePattern = lazy(() => import("../pages/patterns/create"));
const UpdatePattern = lazy(() => import("../pages/patterns/update"));
const AttributeList = lazy(() => import("../pages/attributes/list"));
const AttributeDetail = lazy(() => import("../pages/attributes/detail"));
const CreateAttribute = lazy(() => import("../pages/attributes/create"));
const UpdateAttribute = lazy(() => import("../pages/attributes/update"));

export function App() {
    return (
        <Shell>
            <Switch>
                <Route path="/">{page(patterns.title, <PatternList />)}</Route>
                <Route path="/create-pattern">{page(patterns.create, <CreatePattern />)}</Route>
                <Route path="/patterns/:id/edit">
                    {({ id }) => page(`${patterns.update} ${id}`, <UpdatePattern key={id} id={id} />)}
                </Route>
                <Route path="/patterns/:id">{({ id }) => page(id, <PatternDetail key={id} id={id} />)}</Route>
                <Route path="/attributes">{page(attributes.title, <AttributeList />)}</Route>
                <Route path="/create-attribute">{page(attributes.create, <CreateAttribute />)}</Route>
                <Route path="/attributes/:id/edit">
                    {({ id }) => page(`${attributes.update} ${id}`, <UpdateAttribute key={id} id={id} />)}
                </Route>
                <Route path="/attributes/:id">{({ id }) => page(id, <AttributeDetail key={id} id={id} />)}</Route>
                <Route>{page(common.noSuchPage, <Header variant="h1">{common.noSuchPage}</Header>)}</Route>
            </Switch>
        </Shell>
    );
}

function page(title: string, content: ReactNode) {
    return <Page title={title}>{content}</Page>;
}
