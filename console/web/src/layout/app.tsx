import Header from "@cloudscape-design/components/header";
import { lazy } from "react";
import { Route, Switch } from "wouter";
import { texts } from "../texts";
import { Shell } from "./shell";

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
                <Route path="/" component={PatternList} />
                <Route path="/create-pattern" component={CreatePattern} />
                <Route path="/patterns/:id/edit">{({ id }) => <UpdatePattern key={id} id={id} />}</Route>
                <Route path="/patterns/:id">{({ id }) => <PatternDetail key={id} id={id} />}</Route>
                <Route path="/attributes" component={AttributeList} />
                <Route path="/create-attribute" component={CreateAttribute} />
                <Route path="/attributes/:id/edit">{({ id }) => <UpdateAttribute key={id} id={id} />}</Route>
                <Route path="/attributes/:id">{({ id }) => <AttributeDetail key={id} id={id} />}</Route>
                <Route>
                    <Header variant="h1">{texts.common.noSuchPage}</Header>
                </Route>
            </Switch>
        </Shell>
    );
}
