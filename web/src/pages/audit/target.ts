import type { AuditEvent } from '@nekohub/client';
import { shortId } from '../../audit/short-id.ts';
import { targetKinds } from './audit-search.ts';

type Target = AuditEvent['target'];

/** The name of what an event is about, else the end of its id; null when it is about nothing. */
export const targetName = ({ name, id }: Target): string | null => name ?? (id === null ? null : shortId(id));

export const isTargetKind = (kind: string | null): kind is (typeof targetKinds)[number] =>
  targetKinds.some((known) => known === kind);
