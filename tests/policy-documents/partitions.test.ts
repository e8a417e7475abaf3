import assert from "node:assert/strict";
import { PARTITIONS } from "palisade-policy-documents";
import { PARTITIONS as offlinePartitions, partitionOf } from "../../offline-preview/functions/regions";
import { places } from "../components/support/meaning";

describe("partitions", () => {
    it("are the same in the table of the offline preview, which has one of its own as it knows no other room", () => {
        const both = [PARTITIONS.map(({ id, dnsSuffix }) => [id, dnsSuffix]), offlinePartitions.map(({ partition, dnsSuffix }) => [partition, dnsSuffix])]; // prettier-ignore
        const [known, offline] = both.map((table) => table.sort());
        assert.deepEqual(offline, known);
    });

    it("are those that the components are tried in", () => {
        const tried = places.map(({ partition, dnsSuffix }) => ({ id: partition, dnsSuffix }));
        assert.deepEqual(
            [...tried].sort((a, b) => (a.id < b.id ? -1 : 1)),
            PARTITIONS,
        );
        for (const { region, partition, dnsSuffix } of places) {
            assert.deepEqual(partitionOf(region), { partition, dnsSuffix });
        }
    });
});
