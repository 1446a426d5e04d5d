import { createTabChoice } from './tab-choice.ts';

/** The storage profile that files go to; undefined: the default one. */
export const storageChoice = createTabChoice<string | undefined>(undefined);

/** Whether files wait to be described before they are sent. */
export const holdChoice = createTabChoice(false);

/** Whether files are processed as the server does with uploads. */
export const enrichChoice = createTabChoice(true);
