import type { GroupEntry, ObjectRule } from '../catalogue/types.js';
import type { PathPart, Target } from '../fieldPath.js';

/** One field of a mapping in the tree of the record that it fills. */
export interface PlanField {
  readonly name: string;
  /** The whole field, as the mapping writes it. */
  readonly label: string;
  /** Place of its value among those of the row. */
  readonly slot: number;
  /** A list of values. */
  readonly list: boolean;
  /** The same in every row: it makes no record or element by itself. */
  readonly constant: boolean;
}

/** What is filled in one object. */
export interface ObjectPlan {
  readonly fields: PlanField[];
  readonly objects: { readonly name: string; readonly rule: ObjectRule | undefined; readonly plan: ObjectPlan }[];
  readonly groups: GroupPlan[];
}

/** What is filled in one list of objects: each selector of the mapping has elements of its own. */
export interface GroupPlan {
  readonly name: string;
  readonly group: GroupEntry;
  readonly instances: InstancePlan[];
}

/** How one element of a group is made: the one that the fields with this selector fill. */
export interface InstancePlan {
  readonly selector: string;
  readonly constants: Readonly<Record<string, string>>;
  readonly plan: ObjectPlan;
}

/** The tree of all fields of a mapping, in the mapping's order. */
export function toPlan(
  targets: readonly { readonly name: string; readonly target: Target; readonly constant: boolean }[],
): ObjectPlan {
  const root = emptyPlan();
  for (const [slot, { name: label, target, constant }] of targets.entries()) {
    let plan = root;
    for (const part of target.parts) {
      if (part.kind === 'field') plan.fields.push({ name: part.name, label, list: part.list, slot, constant });
      else if (part.kind === 'object') plan = objectOf(plan, part);
      else plan = instanceOf(plan, part);
    }
  }
  return root;
}

/** Slots of the fields in a plan: its own, and those of lists below it. */
export function slotsOf(plan: ObjectPlan): { readonly own: PlanField[]; readonly below: PlanField[] } {
  const objects = plan.objects.map(({ plan: inner }) => slotsOf(inner));
  const instances = plan.groups.flatMap((group) => group.instances.map((instance) => slotsOf(instance.plan)));
  return {
    own: [...plan.fields.filter(({ list }) => !list), ...objects.flatMap(({ own }) => own)],
    below: [
      ...plan.fields.filter(({ list }) => list),
      ...objects.flatMap(({ below }) => below),
      ...instances.flatMap(({ own, below }) => [...own, ...below]),
    ],
  };
}

function emptyPlan(): ObjectPlan {
  return { fields: [], objects: [], groups: [] };
}

function objectOf(plan: ObjectPlan, { name, rule }: Extract<PathPart, { readonly kind: 'object' }>): ObjectPlan {
  const known = plan.objects.find((object) => object.name === name);
  if (known) return known.plan;
  const made = emptyPlan();
  plan.objects.push({ name, rule, plan: made });
  return made;
}

function instanceOf(plan: ObjectPlan, part: Extract<PathPart, { readonly kind: 'group' }>): ObjectPlan {
  let group = plan.groups.find(({ name }) => name === part.name);
  if (!group) {
    group = { name: part.name, group: part.group, instances: [] };
    plan.groups.push(group);
  }
  const known = group.instances.find(({ selector }) => selector === part.selector);
  if (known) return known.plan;
  const made = emptyPlan();
  group.instances.push({ selector: part.selector, constants: part.constants, plan: made });
  return made;
}
