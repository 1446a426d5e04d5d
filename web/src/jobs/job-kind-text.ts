import type { TFunction } from 'i18next';

const texts = {
  'asset.enrich': 'skills.name.basic_image_enrich',
  'asset.caption': 'overview.kind.caption',
  'asset.rewrite': 'overview.kind.rewrite',
  'asset.sequence': 'overview.kind.sequence',
  'asset.sequence_ai': 'overview.kind.sequence',
  'storage.remove': 'overview.kind.remove',
  'storage.doctor': 'overview.kind.doctor',
} as const;

const isKnown = (kind: string): kind is keyof typeof texts => Object.hasOwn(texts, kind);

/** What a job does; the server's own word for one that we do not know. */
export const jobKindText = (t: TFunction, kind: string): string => (isKnown(kind) ? t(texts[kind]) : kind);
