import { assertHumble, loginsOf } from '../../../../storage/provision/loginGuard.js';
import { isStorageError } from '../../../../storage/storageError.js';
import type { Check, ExaminedData } from '../../check.js';
import { type Finding, failed, fault, fine } from '../../finding.js';

/** Whether each role of the deployment can log in, and may do no more than it needs. */
export const logins: Check = {
  name: 'logins',
  lookAtData: async (of) => {
    const all = loginsOf(of.databases);
    const found = (await Promise.all(all.map(async (login) => await look(login, of)))).flat();
    return found.length === 0 ? [fine('logins', `All ${all.length} can log in.`)] : found;
  },
};

async function look(
  login: ReturnType<typeof loginsOf>[number],
  { settings }: ExaminedData,
): Promise<readonly Finding[]> {
  const place = roleOf(login.url);
  try {
    await assertHumble(login);
    return [];
  } catch (error) {
    // Outside production strong logins are taken.
    if (isStorageError(error)) return settings.production ? [failed(place, error)] : [];
    const { code } = (error ?? {}) as { readonly code?: unknown };
    const why = typeof code === 'string' && /^[0-9A-Z_]{1,20}$/.test(code) ? ` (${code})` : '';
    return [
      fault(
        place,
        `It cannot log in${why}.`,
        'portcullis database prepare makes roles and passwords; or check its DATABASE_URL_... and server.',
      ),
    ];
  }
}

/** The role of a connection string, never its password. */
function roleOf(url: string): string {
  const [, role = ''] = /^postgres(?:ql)?:\/\/([^:@/?#]*)/.exec(url) ?? [];
  return role === '' ? 'a login' : decodeURIComponent(role);
}
