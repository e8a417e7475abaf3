import { any, mustNot, not, say, service, stackPolicy } from "../../evaluation";
import type { Link, ResourceReader, StackReader, Value } from "../../evaluation";
import { GROUP, internetEnters } from "../vpc/groupRules";
import { carriesPortBeside } from "../vpc/traffic";
import { BALANCER_EXAMPLE, CLASSIC, LISTENERS, LOAD_BALANCERS } from "./resources";

const listenerOf: Link = { from: LISTENERS, by: "loadBalancerArn", to: LOAD_BALANCERS, named: ["arn", "id"] };

function portsOf(balancer: ResourceReader, stack: StackReader): readonly Value[] {
    return balancer.type === CLASSIC
        ? balancer
              .get("listeners")
              .items()
              .map((listener) => listener.get("lbPort"))
        : stack.linkedTo(balancer, listenerOf).sure.map((listener) => listener.get("port"));
}

/** The ports, if each is known. */
function knownPorts(ports: readonly Value[]): readonly number[] | undefined {
    const numbers = ports.map((port) => Number(port.isKnown ? port.toPlain() : undefined));
    return numbers.length > 0 && numbers.every(Number.isInteger) ? numbers : undefined;
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
            const listened = portsOf(balancer, stack);
            const ports = knownPorts(listened);
            return groups.map((group) => {
                const opened =
                    ports === undefined
                        ? any(listened.map((port) => (port.isAbsent ? false : not(port.atLeast(0)))))
                        : internetEnters(group, stack, (rule) => carriesPortBeside(rule, ports));
                return mustNot(
                    opened,
                    say`Narrow the rules of ${group} in \`securityGroups\` to the ports of the listeners.`,
                );
            });
        },
    }),
]);
