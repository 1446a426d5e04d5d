import type { DatabaseConnection, Dialect, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

const callbacksOf = new WeakMap<DatabaseConnection, (() => void)[]>();

/**
 * Calls back once the transaction is committed, and never when it is rolled back. For what others may only hear of when
 * they can see it; the callback must not throw.
 */
export async function afterCommit(trx: Transaction<Tables>, callback: () => void): Promise<void> {
  await trx.getExecutor().provideConnection(async (connection) => {
    callbacksOf.set(connection, [...(callbacksOf.get(connection) ?? []), callback]);
  });
}

/** The dialect, with transactions that mind {@link afterCommit}. */
export function withAfterCommit(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver() {
      const driver = dialect.createDriver();
      const commit = driver.commitTransaction.bind(driver);
      const rollback = driver.rollbackTransaction.bind(driver);
      return Object.assign(driver, {
        async commitTransaction(connection: DatabaseConnection) {
          const callbacks = callbacksOf.get(connection) ?? [];
          // Before a commit that may fail: the connection's next transaction must not find them.
          callbacksOf.delete(connection);
          await commit(connection);
          for (const callback of callbacks) callback();
        },
        async rollbackTransaction(connection: DatabaseConnection) {
          callbacksOf.delete(connection);
          await rollback(connection);
        },
      });
    },
  };
}
