import { Config } from "@pulumi/pulumi";
import { makeResources } from "./resources";

makeResources(new Config().requireNumber("resources"));
