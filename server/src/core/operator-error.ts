/** What only the operator can put right: the message is a sentence or two that say how, without a secret in it. */
export class OperatorError extends Error {}
