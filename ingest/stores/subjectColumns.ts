// SPDX-License-Identifier: Apache-2.0
import { icaoName } from '../../schema/identifiers/icaoName.js';
import { latinName, nameKey } from '../../schema/identifiers/nameKey.js';
import type {
  StatedAddress,
  StatedContact,
  StatedIdentification,
  StatedName,
  StatedPosition,
  StatedSanction,
} from '../records/persons.js';

/** Columns of names, listed name first: as written, as they order, and as they are found. */
export function nameColumns(names: readonly StatedName[]): Record<string, unknown> {
  const listed = names[0]?.name ?? null;
  return {
    name: listed,
    name_key: listed === null ? null : latinName(listed),
    name_keys: keysOf(names, nameKey),
    icao_keys: keysOf(names, icaoName),
  };
}

/** Keys of what the source keeps by itself and the record has as an entry of a list. */
export function toPartRefs(record: {
  readonly sanctions?: readonly StatedSanction[];
  readonly identifications?: readonly StatedIdentification[];
  readonly positions?: readonly StatedPosition[];
}): string[] {
  const parts = [...(record.sanctions ?? []), ...(record.identifications ?? []), ...(record.positions ?? [])];
  return parts.flatMap(({ sourceRef }) => sourceRef ?? []);
}

function keysOf(names: readonly StatedName[], toKey: (name: string) => string): string[] {
  return [...new Set(names.map(({ name }) => toKey(name)).filter((key) => key !== ''))];
}

/** Columns of how to reach a subject. */
export function contactColumns({ phones, emails, websites }: StatedContact): Record<string, unknown> {
  return { phones: phones ?? [], emails: emails ?? [], websites: websites ?? [] };
}

/** Documents and numbers in the shape of the SDL. */
export function toIdentifications(identifications: readonly StatedIdentification[] | undefined) {
  return (identifications ?? []).map((document) => ({
    type: document.type,
    scheme: document.scheme ?? null,
    number: document.number,
    country: document.country,
    issuedAt: document.issuedAt ?? null,
    expiresAt: document.expiresAt ?? null,
  }));
}

/** Every name but the listed one. */
export function toAliases(names: readonly StatedName[]): string[] {
  return names.slice(1).map(({ name }) => name);
}

/** An address of which only the key is known says nothing. */
export function toAddresses(addresses: readonly StatedAddress[] | undefined): Record<string, string | null>[] {
  return (addresses ?? []).map(toAddress).filter((address) => Object.values(address).some((part) => part !== null));
}

function toAddress(address: StatedAddress): Record<string, string | null> {
  return {
    full: address.full,
    street: address.street ?? null,
    city: address.city ?? null,
    region: address.region ?? null,
    postalCode: address.postalCode ?? null,
    country: address.country,
  };
}

/** Columns of listings, in the shape of the SDL, and of their programmes, by which they are found. */
export function sanctionColumns(sanctions: readonly StatedSanction[] | undefined): Record<string, unknown> {
  const rows = (sanctions ?? []).map((sanction) => ({
    authority: sanction.authority,
    programme: sanction.programme,
    programmeId: sanction.programmeId ?? null,
    country: sanction.country ?? null,
    status: sanction.status ?? null,
    authorityId: sanction.authorityId ?? null,
    listingDate: sanction.listingDate ?? null,
    startDate: sanction.startDate ?? null,
    endDate: sanction.endDate ?? null,
    reason: sanction.reason ?? null,
    summary: sanction.summary ?? null,
    provisions: sanction.provisions ?? null,
    sourceUrl: sanction.sourceUrl ?? null,
  }));
  const programmes = rows
    .flatMap(({ programme, programmeId }) => [programme, programmeId])
    .filter((word) => word !== null);
  return { sanctions: rows, programmes: [...new Set(programmes)] };
}
