/** The code of a link `#/sign-in?code=…`, which the address does not have any more after that. */
export function takeLinkCode(
  location: { readonly hash: string; readonly pathname: string },
  history: { replaceState(data: unknown, unused: string, url?: string | URL | null): void },
): string | undefined {
  const [route, query = ''] = location.hash.replace(/^#/, '').split('?');
  if (route !== '/sign-in') return undefined;
  history.replaceState(null, '', `${location.pathname}#/`);
  return new URLSearchParams(query).get('code') ?? undefined;
}
