import { createRequire } from 'node:module';
import { isObjectType } from 'graphql';

const require = createRequire(import.meta.url);
const util = require('node:util');
// Why: graphql-shield calls util.isUndefined, which Node.js 23 took out.
util.isUndefined ??= (value) => value === undefined;
const { allow, deny, rule, shield } = require('graphql-shield');
// Why required: graphql-shield knows only the CommonJS copy of it.
const { applyMiddleware } = require('graphql-middleware');

/**
 * A peer's source under graphql-shield: every field by name, one rule a category, which looks at the viewer's agency and
 * at nothing else (peers decide no rows: that is to their advantage), denied unless named.
 */
export function guarded(schema) {
  const rules = new Map();
  const ruleOf = (category) => {
    if (!rules.has(category)) {
      rules.set(
        category,
        rule(category, { cache: 'contextual' })((_parent, _args, { effects }) => effects[category] === 'FULL'),
      );
    }
    return rules.get(category);
  };
  const tree = {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    tree[type.name] = Object.fromEntries(
      Object.keys(type.getFields()).map((field) => [field, isOpen(type.name) ? allow : ruleOf(categoryOf(type.name))]),
    );
  }
  return applyMiddleware(schema, shield(tree, { fallbackRule: deny, allowExternalErrors: true }));
}

/** What the viewer's agency gets, once a request. */
export const effectsOf = () => ({
  'cargo.movement': 'FULL',
  'cargo.parties': 'FULL',
  'persons.identity': 'FULL',
  'seizures.core': 'FULL',
});

const isOpen = (typeName) => /^(Query|_Service)$|Connection$|Edge$/.test(typeName);

function categoryOf(typeName) {
  if (typeName === 'Person') return 'persons.identity';
  if (typeName === 'TradeParty' || typeName === 'PostalAddress') return 'cargo.parties';
  return typeName.startsWith('Seizure') ? 'seizures.core' : 'cargo.movement';
}
