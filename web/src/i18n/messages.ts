import type { en } from './en.ts';

/**
 * The shape every language must have: the same keys with texts of its own. Keys that end in `_one` are left out,
 * because Chinese has one form for every number.
 */
export type MessagesOf<Source> = {
  [Key in keyof Source as Key extends `${string}_one` ? never : Key]: Source[Key] extends string
    ? string
    : MessagesOf<Source[Key]>;
};

export type ChineseMessages = MessagesOf<typeof en>;
