import { toUnit } from '../../codes/units.js';
import { WithSiblings } from '../transforms/converter.js';
import { type GroupPlan, type InstancePlan, type ObjectPlan, type PlanField, slotsOf } from './plan.js';

type Values = readonly unknown[];
type Built = Record<string, unknown>;

/** Notes a field or group that does not hold all that the row says, and why. */
type Flag = (field: string, reason: string) => void;

/** Builds the fields of a record from the values of a row; null where there is nothing in them. */
export type Build = (values: Values, flag: Flag) => Built | null;

/** Compiles a plan once for all rows. */
export function compilePlan(plan: ObjectPlan): Build {
  const objects = plan.objects.map(({ name, rule, plan: inner }) => ({ name, rule, build: compilePlan(inner) }));
  const groups = plan.groups.map((group) => ({ name: group.name, build: compileGroup(group) }));
  const { fields } = plan;
  return (values, flag) => {
    const built: Built = {};
    let some = false;
    for (const field of fields) some = fill(built, field, values[field.slot], flag) || some;
    for (const { name, build, rule } of objects) {
      const object = build(values, flag);
      if (object === null) continue;
      some = true;
      const whole = rule?.defaults ? { ...rule.defaults, ...object } : object;
      if (rule?.needs.every((need) => isThere(whole[need])) ?? true) built[name] = whole;
      else flag(name, `note.${name}Incomplete`);
    }
    for (const { name, build } of groups) {
      const elements = build(values, flag);
      if (elements.length === 0) continue;
      some = true;
      built[name] = elements;
    }
    weigh(built);
    return some ? built : null;
  };
}

/** Puts a value into an object; true where it comes from the row. */
function fill(built: Built, { name, label, list, constant }: PlanField, value: unknown, flag: Flag): boolean {
  if (list) {
    const all = [...new Set(flatten(value))];
    if (all.length === 0) return false;
    built[name] = all;
    return !constant;
  }
  let one = value;
  if (Array.isArray(value)) {
    const all = flatten(value);
    if (new Set(all).size > 1) flag(label, 'note.firstOfSeveral');
    one = all[0];
  }
  if (one instanceof WithSiblings) {
    for (const [sibling, its] of Object.entries(one.siblings)) if (its !== null) built[sibling] ??= its;
    one = one.value;
  }
  if (!isThere(one)) return false;
  built[name] = one;
  return !constant;
}

/** Fills the kilograms of an amount whose unit has a field of its own. */
function weigh(built: Built): void {
  if (typeof built.quantity !== 'number' || typeof built.unit !== 'string' || built.normalisedKg !== undefined) return;
  const toKg = toUnit(built.unit)?.toKg;
  if (toKg !== null && toKg !== undefined) built.normalisedKg = Number((built.quantity * toKg).toPrecision(12));
}

function compileGroup({ name, group, instances }: GroupPlan): (values: Values, flag: Flag) => Built[] {
  const compiled = instances.map((instance) => compileInstance(instance));
  return (values, flag) => {
    const elements: Built[] = [];
    for (const { constants, build } of compiled) {
      for (const fields of build(values, flag)) {
        const element: Built = { ...group.defaults, ...constants, ...fields };
        if (group.sequence) element.sequence ??= elements.length + 1;
        if (group.needs.every((need) => isThere(element[need]))) elements.push(element);
        else flag(name, `note.${name}Incomplete`);
      }
    }
    return elements;
  };
}

/**
 * Elements of the fields with one selector: one, or one for each position of the longest list among their values. Fields
 * without a list are the same for all; alone they make no element where others are lists.
 */
function compileInstance({ constants, plan }: InstancePlan): {
  readonly constants: Readonly<Record<string, string>>;
  readonly build: (values: Values, flag: Flag) => Built[];
} {
  const { own, below } = slotsOf(plan);
  const every = [...own, ...below];
  const build = compilePlan(plan);
  return {
    constants,
    build: (values, flag) => {
      let length = 0;
      for (const { slot } of own) length = Math.max(length, lengthOf(values[slot]));
      if (length === 0) for (const { slot } of below) length = Math.max(length, outerLength(values[slot]));
      if (length === 0) {
        const only = build(values, flag);
        return only === null ? [] : [only];
      }
      const elements: Built[] = [];
      for (let index = 0; index < length; index += 1) {
        const part = values.slice();
        let some = false;
        for (const { slot } of every) {
          const value = values[slot];
          if (!Array.isArray(value)) continue;
          part[slot] = value[index] ?? null;
          some ||= flatten(part[slot]).length > 0;
        }
        const element = some ? build(part, flag) : null;
        if (element !== null) elements.push(element);
      }
      return elements;
    },
  };
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** Length of a list of lists; a plain list belongs to a field below. */
function outerLength(value: unknown): number {
  return Array.isArray(value) && value.some(Array.isArray) ? value.length : 0;
}

/** The values of a field, at any depth. */
export function flatten(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(flatten);
  if (value instanceof WithSiblings) return flatten(value.value).length > 0 ? [value] : [];
  return isThere(value) ? [value] : [];
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined;
}
