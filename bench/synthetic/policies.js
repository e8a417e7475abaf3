const { policies } = require("../../policy-pack/bin/policies");

const AMOUNT = 253;

/** The policies of the pack, and as many copies of them, for services that do not exist, as it takes. */
const active = policies.filter(({ offByDefault }) => !offByDefault);
const copy = (policy, number) => ({
    ...policy,
    id: `${policy.id}-${number}`,
    types: policy.types.map((type) => type.replace(/^aws:\w+/, `$&${number}`)),
});

exports.policies = Array.from({ length: AMOUNT }, (_, index) => {
    const policy = active[index % active.length];
    const number = Math.floor(index / active.length);
    return number === 0 ? policy : copy(policy, number);
});
