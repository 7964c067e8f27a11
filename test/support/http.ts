/** Posts a JSON body, as a client of the graph does. */
export async function postJson(
  url: string | URL,
  headers: Readonly<Record<string, string>>,
  body: object,
): Promise<Response> {
  const all = { 'content-type': 'application/json', ...headers };
  return await fetch(url, { method: 'POST', headers: all, body: JSON.stringify(body) });
}
