/** Control characters, line breaks, characters that turn the direction of writing, and halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u;
const EVERY_UNPRINTABLE = new RegExp(UNPRINTABLE, 'gu');

/** Whether a name can be printed between other texts, in a list or a log, without moving or turning them around. */
export const isPrintable = (name: string): boolean => !UNPRINTABLE.test(name);

/** A text from elsewhere, with U+FFFD or something else for what cannot be printed. */
export const printable = (text: string, instead = '\ufffd'): string => text.replaceAll(EVERY_UNPRINTABLE, instead);
