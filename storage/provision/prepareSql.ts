import pg from 'pg';
import type { RolePasswords } from '../embedded/passwords.js';
import { allRoles, ownerRole, rightsOn, settingsOfRole } from '../roles.js';
import { migratedSchemas } from '../types.js';
import { scramVerifier } from './scram.js';

/** Roles of a database that the operator provides. */
export const preparedRoles: readonly string[] = [ownerRole, ...allRoles];

/** Our schemas, with the one that keeps fingerprints and the state of migrations. */
const schemas = [...migratedSchemas, 'storage'] as const;

/**
 * The statements that prepare a database for us: roles, schemas of the owner's role, rights. They are the same for an empty database
 * and for a filled one, whose tables change owner; and may be repeated.
 *
 * @param passwords of all `preparedRoles`; the text contains only their verifiers
 * @returns one text, to be run as one transaction by a role that may create roles and owns the database
 */
export function prepareSql(passwords: RolePasswords): string {
  return [
    ...preparedRoles.flatMap((role) => roleSql(role, scramVerifier(passwords[role] ?? ''))),
    // To create schemas for a role, and to give objects to it, one must be its member.
    `grant ${ownerRole} to current_user;`,
    `do $$ begin execute format('grant connect, create on database %I to ${ownerRole}', current_database()); end $$;`,
    ...schemas.map((schema) => `create schema if not exists ${schema} authorization ${ownerRole};`),
    handOver,
    ...migratedSchemas.flatMap((schema) =>
      rightsOn(schema).flatMap(([role, tables]) => [
        `grant usage on schema ${schema} to ${role};`,
        `grant ${tables} on all tables in schema ${schema} to ${role};`,
        `alter default privileges for role ${ownerRole} in schema ${schema} grant ${tables} on tables to ${role};`,
      ]),
    ),
    `revoke ${ownerRole} from current_user;`,
  ].join('\n');
}

function roleSql(role: string, verifier: string): string[] {
  return [
    `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if; end $$;`,
    // Nothing else: a new role has no rights, and only a superuser may revoke a superuser's.
    `alter role ${role} login noinherit password ${pg.escapeLiteral(verifier)};`,
    settingsOfRole(role),
  ].filter((statement) => statement !== '');
}

/** Gives schemas and their contents to the owner's role, if another made them. */
const handOver = `do $$ declare one record; begin
  for one in select nspname from pg_namespace where nspname in (${schemas.map((schema) => `'${schema}'`).join(', ')})
      and pg_get_userbyid(nspowner) <> '${ownerRole}' loop
    execute format('alter schema %I owner to ${ownerRole}', one.nspname);
  end loop;
  for one in select n.nspname, c.relname, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in (${schemas.map((schema) => `'${schema}'`).join(', ')}) and c.relkind in ('r', 'p', 'v', 'm')
      and pg_get_userbyid(c.relowner) <> '${ownerRole}' loop
    execute format('alter %s %I.%I owner to ${ownerRole}',
      case one.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, one.nspname, one.relname);
  end loop;
  for one in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in (${schemas.map((schema) => `'${schema}'`).join(', ')})
      and pg_get_userbyid(p.proowner) <> '${ownerRole}' loop
    execute format('alter routine %s owner to ${ownerRole}', one.name);
  end loop;
end $$;`;
