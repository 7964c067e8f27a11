import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

/** A plan with other fetches in the place of each; where they are several, beside one another. */
export function replaceFetches(plan: QueryPlan, replace: (fetch: FetchNode) => readonly FetchNode[]): QueryPlan {
  if (!plan.node || plan.node.kind === 'Subscription') return plan;
  return { ...plan, node: replaceIn(plan.node) };

  function replaceIn(node: PlanNode): PlanNode {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return { ...node, nodes: node.nodes.map(replaceIn) };
      case 'Flatten':
        return { ...node, node: replaceIn(node.node) };
      case 'Condition':
        return {
          ...node,
          ...(node.ifClause ? { ifClause: replaceIn(node.ifClause) } : {}),
          ...(node.elseClause ? { elseClause: replaceIn(node.elseClause) } : {}),
        };
      case 'Fetch': {
        const [first, ...others] = replace(node) as [FetchNode];
        return others.length === 0 ? first : { kind: 'Parallel', nodes: [first, ...others] };
      }
      default:
        return node;
    }
  }
}
