// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deliberate mistakes, by the parameter `kind`: a debug kernel that doesn't report them would not
 * have reported the module's either. Each leaves the kernel in working order.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

static char *kind = "";
module_param(kind, charp, 0444);
MODULE_PARM_DESC(kind, "use-after-free, leak, lock-inversion, sleep-in-atomic or freed-work");

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);
static DEFINE_SPINLOCK(spin);
static DECLARE_COMPLETION(go_on);

static void use_after_free(void)
{
	char *bytes = kmalloc(64, GFP_KERNEL);

	kfree(bytes);
	(void)READ_ONCE(bytes[3]);
}

/* Several: the address of one may still be in a register's copy somewhere. */
static void leak(void)
{
	int i;

	for (i = 0; i < 8; i++) {
		char *bytes = kmalloc(200, GFP_KERNEL);

		if (bytes)
			WRITE_ONCE(*bytes, i);
	}
}

static void lock_inversion(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);

	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
}

static void sleep_in_atomic(void)
{
	spin_lock(&spin);
	might_sleep();
	spin_unlock(&spin);
}

static void wait_work(struct work_struct *work)
{
	wait_for_completion(&go_on);
}

static void no_work(struct work_struct *work)
{
}

/* Freed while it waits behind another one; the kernel cancels it when it has told. */
static void freed_work(void)
{
	struct workqueue_struct *queue = alloc_ordered_workqueue("mistakes", 0);
	struct work_struct *waiting = kzalloc(sizeof(*waiting), GFP_KERNEL);
	static DECLARE_WORK(blocker, wait_work);

	if (queue && waiting) {
		INIT_WORK(waiting, no_work);
		queue_work(queue, &blocker);
		queue_work(queue, waiting);
		kfree(waiting);
		complete(&go_on);
		destroy_workqueue(queue);
	}
}

static int __init mistakes_init(void)
{
	static const struct {
		const char *name;
		void (*make)(void);
	} mistakes[] = {
		{ "use-after-free", use_after_free },
		{ "leak", leak },
		{ "lock-inversion", lock_inversion },
		{ "sleep-in-atomic", sleep_in_atomic },
		{ "freed-work", freed_work },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(mistakes); i++) {
		if (!strcmp(kind, mistakes[i].name)) {
			mistakes[i].make();
			return 0;
		}
	}
	return -EINVAL;
}

static void __exit mistakes_exit(void)
{
}

module_init(mistakes_init);
module_exit(mistakes_exit);
MODULE_DESCRIPTION("Deliberate mistakes that a debug kernel has to report");
MODULE_LICENSE("GPL");
