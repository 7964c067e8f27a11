import type { XmlElement } from '../../input/xml/xml.js';

/** Elements that may contain a declaration: the message's metadata, a portal's request, an answer. */
export const declarationElements: ReadonlySet<string> = new Set([
  'submitDeclarationRequest',
  'MetaData',
  'Declaration',
  'Response',
]);

/** Elements around a declaration, by local name; none of them describes the goods. */
export const aroundElements = [
  'WCODataModelVersionCode',
  'WCOTypeName',
  'ResponsibleCountryCode',
  'ResponsibleAgencyName',
  'AgencyAssignedCustomizationCode',
  'AgencyAssignedCustomizationVersionCode',
  'CommunicationMetaData',
  'requestCommon',
] as const;

const around: ReadonlySet<string> = new Set(aroundElements);

/** The declaration within an envelope; null where there is none, or where it is part of an answer of customs. */
export function findDeclaration(element: XmlElement, unmapped: (path: string) => void): XmlElement | null {
  if (element.name === 'Declaration') return element;
  if (element.name === 'Response') return null;
  let found: XmlElement | null = null;
  for (const child of element.children) {
    if (around.has(child.name)) continue;
    if (child.children.length > 0) found ??= findDeclaration(child, unmapped);
    else if (child.text !== '') unmapped(`${element.name}/${child.name}`);
  }
  return found;
}
