export async function systemScoreboard() {
  return undefined;
}
