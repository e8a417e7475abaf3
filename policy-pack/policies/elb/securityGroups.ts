import { all, mustNot, say, service, stackPolicy } from "../../evaluation";
import type { Link, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { GROUP, internetEnters } from "../vpc/groupRules";
import { carriesPortBeside } from "../vpc/traffic";
import { BALANCER_EXAMPLE, CLASSIC, LISTENERS, LOAD_BALANCERS } from "./resources";

const listenerOf: Link = { from: LISTENERS, by: "loadBalancerArn", to: LOAD_BALANCERS, named: ["arn", "id"] };

/** The ports where something listens, and whether these are all. */
interface Listened {
    readonly ports: readonly Value[];
    readonly areAll: Truth;
}

function listenedOf(balancer: ResourceReader, stack: StackReader): Listened {
    if (balancer.type === CLASSIC) {
        const listeners = balancer.get("listeners").items();
        return { ports: listeners.map((listener) => listener.get("lbPort")), areAll: true };
    }
    const { sure, possible } = stack.linkedTo(balancer, listenerOf);
    return {
        ports: sure.map((listener) => listener.get("port")),
        areAll: all(possible.map((listener) => stack.pointsAt(listener, balancer, listenerOf))),
    };
}

export default service("elb", [
    stackPolicy({
        id: "elb-security-groups-match-listeners",
        title: "Security groups of load balancers let the internet in where something listens",
        severity: "medium",
        types: [...LOAD_BALANCERS, CLASSIC],
        controls: { nist: ["SC-7"], trustedAdvisor: ["xSqX82fQu"], whitepaper: ["ELB"] },
        why: "What is open though nothing listens is open to whatever listens there next.",
        fix: { text: "Open only the ports of listeners.", example: BALANCER_EXAMPLE(`securityGroups: ["sg-1"],`) },
        check(balancer, stack) {
            const groups = stack.ofTypes(GROUP).filter((group) => balancer.comesFrom("securityGroups", group));
            const { ports, areAll } = listenedOf(balancer, stack);
            const known = ports.flatMap((port) => (port.isKnown ? [Number(port.toPlain())] : []));
            const areKnown = all([areAll, ...ports.map((port) => port.atLeast(0))]);
            // Without a listener, it is made elsewhere.
            const isListening = areAll !== true || ports.length > 0;
            return groups.map((group) =>
                mustNot(
                    all([
                        isListening,
                        areKnown,
                        internetEnters(group, stack, (rule) => carriesPortBeside(rule, known)),
                    ]),
                    say`Narrow the rules of ${group} in \`securityGroups\` to the ports of the listeners.`,
                ),
            );
        },
    }),
]);
