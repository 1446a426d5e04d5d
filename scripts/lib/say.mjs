/**
 * Progress goes to stderr: stdout belongs to the program that is started (`npm start -- config` is read by machines).
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Ends a script with one plain sentence instead of a stack.
 * @param {string} sentence
 * @returns {never}
 */
export function giveUp(sentence) {
  say(sentence);
  process.exit(1);
}
