import { type Output, print } from '../output/printLine.js';
import { askAsOfficer, type Officer } from './officer.js';

const agreementDocument = `query SubjectAgreement($request: ID!, $agency: ID!) {
  subjectAgreement(request: $request, agency: $agency) { request agency at }
}`;

/** Agrees, for the officer's own agency, that the officer of `agency` is told for which purpose, and in which month, it looked. */
export async function agree(
  officer: Officer,
  { request, agency, ...output }: Output & { readonly request: string; readonly agency: string },
): Promise<void> {
  const { data, receipt } = await askAsOfficer(officer, agreementDocument, { request, agency });
  const agreed = data.subjectAgreement as { readonly at: string | null } | null;
  if (!agreed) throw Object.assign(new Error('The gateway took no agreement.'), { code: 'NOT_AGREED' });
  print(output, { request, agency, at: agreed.at, receipt }, () => [
    `Agreed for request ${request} of ${agency}. Its officer asks again to be told purposes and months.`,
    `In the log: ${receipt?.log} ${receipt?.index}, leaf ${receipt?.leafHash}.`,
  ]);
}
