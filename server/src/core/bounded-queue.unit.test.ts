import { expect, test } from 'vitest';
import { createBoundedQueue, createKeyedQueue, QueueFull } from './bounded-queue.ts';

/** Tasks that end when they are told to. */
function createTasks() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  return {
    task: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    },
    endOldest: () => ends.shift()?.(),
    most: () => most,
    started: () => ends.length,
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('runs no more than allowed at once, also when a newcomer arrives as a place becomes free', async () => {
  const queue = createBoundedQueue(1, 100);
  const tasks = createTasks();
  const all = [queue.run(tasks.task), queue.run(tasks.task)];
  await settle();
  tasks.endOldest();
  // One newcomer in each of the next microtasks: one of them falls between "free" and "taken by the waiting one".
  for (let turn = 0; turn < 10; turn += 1) {
    await Promise.resolve();
    all.push(queue.run(tasks.task));
  }
  for (let turn = 0; turn < all.length; turn += 1) {
    await settle();
    tasks.endOldest();
  }
  await Promise.all(all);
  expect(tasks.most()).toBe(1);
});

test('turns away at once who finds no place to wait', async () => {
  const queue = createBoundedQueue(2, 1);
  const tasks = createTasks();
  const admitted = [queue.run(tasks.task), queue.run(tasks.task), queue.run(tasks.task)];
  await expect(queue.run(tasks.task)).rejects.toBeInstanceOf(QueueFull);
  await settle();
  expect(tasks.started()).toBe(2);
  for (const _ of admitted) {
    tasks.endOldest();
    await settle();
  }
  await Promise.all(admitted);
});

test('a task that fails gives its place back', async () => {
  const queue = createBoundedQueue(1, 0);
  await expect(queue.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(queue.run(async () => 'next')).resolves.toBe('next');
});

test('keys wait for themselves only', async () => {
  const queue = createKeyedQueue(1);
  const tasks = createTasks();
  const all = [queue.run('a', tasks.task), queue.run('a', tasks.task), queue.run('b', tasks.task)];
  await settle();
  expect(tasks.started()).toBe(2);
  await expect(queue.run('a', tasks.task)).rejects.toBeInstanceOf(QueueFull);
  for (const _ of all) {
    tasks.endOldest();
    await settle();
  }
  await Promise.all(all);
});
