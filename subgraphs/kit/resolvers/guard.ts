import { type GraphQLSchema, responsePathAsArray } from 'graphql';
import { compileShield, type RuleTree, wrapSchema } from '../../../policy/shield.js';
import type { AccessMap } from '../../../schema/access.js';
import { notePresenceIn } from '../manifest/presence.js';
import { isSession } from '../session/session.js';
import type { Shapes } from '../shape.js';
import { type Verdict, verdictOf } from '../wall/verdict.js';

/** A schema under its rules, and the complete tree of the rules that are on it. */
export interface GuardedSchema {
  readonly guarded: GraphQLSchema;
  readonly tree: RuleTree;
}

/**
 * Puts the complete shield tree on a source's schema, last of all. Each field's rule looks up its parent's verdict once;
 * each look at a field that is not public goes into the report of the verdict's request, and so does each object answered.
 */
export function guardFields(schema: GraphQLSchema, access: AccessMap, shapes: Shapes): GuardedSchema {
  const tree = compileShield(schema, access, {
    verdictOf,
    isVerified: (context) => isSession((context as { readonly session?: unknown }).session),
    onField: ({ parent, guards, category, decision, info }) => {
      const verdict: Verdict | undefined = verdictOf(parent);
      const shape = shapes.get(info.parentType.name)?.fields.get(info.fieldName);
      if (!decision || !shape) return;
      verdict?.decide(guards);
      verdict?.report?.note({
        parent,
        name: info.fieldName,
        shape,
        record: verdict.record,
        category,
        decision,
        path: () => responsePathAsArray(info.path),
      });
    },
  });
  const guarded = wrapSchema(schema, tree);
  notePresenceIn(guarded, shapes);
  return { guarded, tree };
}
