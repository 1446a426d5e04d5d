import { v7 } from 'uuid';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type UserId = Branded<'UserId'>;
export type SessionId = Branded<'SessionId'>;
export type RefreshTokenId = Branded<'RefreshTokenId'>;
export type ApiKeyId = Branded<'ApiKeyId'>;
export type AssetId = Branded<'AssetId'>;
export type JobId = Branded<'JobId'>;
export type AiProviderId = Branded<'AiProviderId'>;
export type WorkflowId = Branded<'WorkflowId'>;
export type StorageProfileId = Branded<'StorageProfileId'>;

/** A new UUID version 7 (RFC 9562 §5.7): ordered by creation time, lower case with hyphens. */
export const newId = <Id extends string>(): Id => v7() as Id;

const UUID_FORMS = [
  /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/,
  /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/,
];
const WRAPPED = /^(?:\{(.*)\}|\((.*)\))$/;

/**
 * Reads a UUID in the spellings that existing clients send (hyphens or none, braces, parentheses, any case)
 * and returns it lower case with hyphens, or undefined when it is none of them.
 */
export function parseId<Id extends string>(text: string): Id | undefined {
  const lower = text.trim().toLowerCase();
  const wrapped = WRAPPED.exec(lower);
  const bare = wrapped?.[1] ?? wrapped?.[2] ?? lower;
  for (const form of UUID_FORMS) {
    const parts = form.exec(bare);
    if (parts) return parts.slice(1).join('-') as Id;
  }
  return undefined;
}
