# ما تقوله Signet للمشغّلين، بالعربية.

## The frame
console-title = الإدارة
console-rooms = أقسام وحدة التحكم
console-crumbs = مكانك الحالي
console-skip = الانتقال إلى المحتوى
console-overview = نظرة عامة
console-users = الأشخاص
console-clients = التطبيقات
console-keys = مفاتيح التوقيع
console-deliveries = عمليات التسليم
console-settings = الإعدادات
console-health = حالة الخدمة
console-groups = المجموعات
console-sessions = الجلسات
console-forbidden = هذا ليس لك
console-forbidden-message = دورك لا يسمح بذلك. يستطيع من يدير هذه الخدمة أن يمنحك دورًا آخر.
console-gone-message = ربما أُزيل أو غُيّر اسمه.
console-refused = لا يمكن فعل ذلك
role-owner = المالك
role-administrator = مدير
role-help-desk = مكتب المساعدة
role-auditor = مدقق
role-group-administrator = مدير { $group }

## Lists
console-find = بحث
console-find-user = اسم المستخدم أو البريد الإلكتروني أو الاسم
console-find-client = الاسم أو معرّف العميل
console-pages = الصفحات
console-first = العودة إلى البداية
console-next = الصفحة التالية
console-name = الاسم
console-kind = النوع
console-state = الحالة
console-value = القيمة
console-created = أُنشئ في
console-changed = عُدّل في
console-last-used = آخر استخدام
console-yes = نعم
console-no = لا
console-active = نشط
console-disabled = معطّل
console-default = افتراضي

## A change on its way
console-changes = ما الذي سيتغير
console-what = العنصر
console-before = الآن
console-after = بعد ذلك
console-nothing = لن يتغير شيء.
console-type = للمتابعة اكتب { $name }
console-type-wrong = ما كتبته غير مطابق. لم يتغير شيء.
console-changed-meanwhile = لقد تغير شيء في هذه الأثناء. يرجى المراجعة مرة أخرى.
console-look = يرجى مراجعة الحقول المعلَّمة.
console-look-at-changes = مراجعة التغييرات
console-edit-again = تعديل مرة أخرى
console-do = تنفيذ
console-edit = تعديل
console-edit-title = تعديل { $name }
console-remove = إزالة
console-done-nothing = لم يكن هناك ما يُفعل.

## People
console-new-user = إضافة شخص
console-new-user-hint = لا توجد كلمة مرور بعد: أرسل لاحقًا رابطًا لاختيارها.
console-no-users = لم يُعثر على أحد.
console-about = معلومات
console-account = الحساب
console-verified = البريد الإلكتروني مؤكَّد
console-groups-hint = واحدة في كل سطر.
console-group-wrong = لا يمكن أن يكون { $name } اسم مجموعة.
console-no-factors = لم يُعَدّ أي منها.
console-no-sessions = لا يوجد متصفح مسجَّل الدخول.
console-device = الجهاز
console-address = العنوان
console-client = التطبيق
console-scopes = النطاقات
console-granted = سُمح به في
console-disable = تعطيل الحساب
console-disable-effect = لن يتمكن أحد من الدخول إلى الحساب حتى يُفعَّل من جديد.
console-enable = تفعيل الحساب
console-enable-effect = سيتمكن صاحبه من الدخول مجددًا.
console-sessions-end = تنتهي كل الجلسات والرموز فورًا، وتُبلَّغ التطبيقات.
console-password-link = إرسال رابط كلمة المرور
console-password-link-effect = يصل إلى الشخص رابط لاختيار كلمة مرور جديدة. يعمل لمدة ساعة ولمرة واحدة، وتبقى كلمة المرور كما هي حتى ذلك الحين.
console-password-link-hand-over = تعذّر إرسال رسالة. سلّم هذا الرابط بنفسك لصاحبه وحده. يعمل لمدة ساعة ولمرة واحدة.
console-reset-factors = إعادة تعيين العوامل الثانية
console-reset-factors-effect = تُزال تطبيقات المصادقة ومفاتيح المرور ورموز الاسترداد، ويُبلَّغ الشخص بالبريد.
console-done-user-created = أُنشئ الحساب.
console-done-user-changed = عُدّل الحساب.
console-done-user-disabled = عُطّل الحساب.
console-done-user-enabled = فُعّل الحساب.
console-done-password-link = الرابط في طريقه.
console-done-factors-reset = أُعيد تعيين العوامل الثانية.

## Applications
console-new-client = ربط تطبيق
console-new-client-hint = معظم التطبيقات لا تحتاج إلا إلى اسم وعنوان إعادة توجيه.
console-no-clients = لم يُعثر على أي تطبيق.
console-client-id = معرّف العميل
console-origin-operator = من مشغّل
console-origin-registered = سجّل نفسه
console-for-the-app = لإعدادات التطبيق
console-for-the-app-hint = تطلب معظم التطبيقات هذه القيم، وتجد الباقي في عنوان الاكتشاف.
console-discovery = عنوان الاكتشاف
console-part-basics = الأساسيات
console-part-shown = ما يُعرض على الأشخاص
console-part-sign-in = تسجيل الدخول
console-part-sign-out = تسجيل الخروج
console-part-tokens = الرموز
console-part-keys = مفاتيحه والطلبات الموقّعة
console-part-compatibility = البرامج القديمة والقواعد الأكثر صرامة
console-hint-client-id = اتركه فارغًا ليُنشأ تلقائيًا.
console-hint-redirect-uris = إلى أين يعود الأشخاص، واحد في كل سطر، تمامًا كما يرسله التطبيق.
console-hint-auth-method = اختر none للتطبيقات في المتصفح أو على جهاز: لا يمكنها حفظ سر.
console-hint-scope = ما يجوز له طلبه، مفصولًا بمسافات.
console-hint-trusted = لا يُسأل الأشخاص عن موافقتهم.
console-hint-minimum-acr = مدى القوة المطلوبة لكل تسجيل دخول.
console-hint-accent-color = مثل #7a1fa2: لون الروابط والأزرار الرئيسية أثناء تسجيل الدخول إليه.
console-hint-sign-in-text = ما تقوله صفحة تسجيل الدخول تحت اسمه، مثل أي حساب يُستخدم. اللغات الأخرى أدناه، مثل sign_in_text#de.
console-hint-stylesheet = ورقة أنماط خاصة به (16 كيبيبايت على الأكثر)، تُضاف إلى أنماط الصفحات المعروضة باسمه.
console-hint-localized = مثل client_name#de = Fotos، واحد في كل سطر.
console-hint-format = رمز JWT يتحقق منه أي أحد بالمفاتيح العامة، أما الرمز المعتم فهنا فقط.
console-hint-audience = خوادم الموارد التي تخصها رموز الوصول، واحد في كل سطر.
console-hint-profile = القواعد التي يلتزم بها حيث تختلف المعايير.
console-id-made = سيُنشأ ويُعرض
console-secret-made = سيُنشأ ويُعرض مرة واحدة
console-secret = سر العميل
console-secret-hint = انسخه الآن إلى التطبيق: لن يُعرض مرة أخرى.
console-rotate-secret = إنشاء سر جديد
console-rotate-secret-effect = يتوقف السر القديم فورًا: لن يستطيع التطبيق تسجيل دخول أحد حتى يحصل على الجديد.
console-remove-client-effect = يُنسى التطبيق وما سُمح له به، وتنتهي رموزه فورًا.
console-done-client-changed = عُدّل التطبيق.
console-done-client-removed = أُزيل التطبيق.

## Keys
console-keys-hint = ما تُوقَّع به الرموز. يُنشر المفتاح قبل أن يوقّع، ويبقى منشورًا حتى انتهاء صلاحية آخر ما وقّعه.
console-no-keys = لا توجد مفاتيح بعد.
console-algorithm = الخوارزمية
console-published = نُشر في
console-signs-from = يوقّع منذ
console-gone-at = يُزال في
console-seen-by = اطّلع عليه
console-readers = { $count ->
    [zero] لا قارئ
    [one] قارئ واحد
    [two] قارئان
    [few] { $count } قرّاء
    [many] { $count } قارئًا
   *[other] { $count } قارئ
}
console-readers-missing = (بانتظار: { $names })
console-kid = معرّف المفتاح
console-key-lives = أين كل مفتاح في عمره
console-key-readers = من يجلب المفاتيح العامة
console-key-readers-hint = البرامج وعناوينها، آخر من جاء أولًا، مع التطبيق الذي حصل على رموز من العنوان نفسه.
console-no-key-readers = لم يجلبها أحد بعد.
console-program = البرنامج
console-last-came = آخر مجيء
console-unseen-keys = لم يطّلع على
console-key-next = التالي
console-key-active = يوقّع
console-key-retired = متقاعد
console-rotate = تدوير المفاتيح
console-rotate-effect = تتولى المفاتيح التالية حالما يستطيع الجميع معرفتها، ولا يتعطل شيء مما وُقّع.
console-emergency = استبدال كل المفاتيح فورًا
console-emergency-effect = تُستبدل كل المفاتيح الآن، لحالة احتمال انكشاف مفتاح خاص.
console-emergency-tokens = تُرفض الرموز الموقّعة بالمفاتيح القديمة حالما يلاحظ الآخرون، وتفشل التطبيقات التي تحتفظ بالقديمة حتى تعيد القراءة.
console-done-keys = غُيّرت المفاتيح.

## Deliveries
console-logouts = تبليغات الخروج للتطبيقات
console-logouts-hint = ما بُلّغت به التطبيقات عن الجلسات المنتهية خلال الأسبوع الماضي، الأحدث أولًا.
console-no-logouts = لا شيء في الأسبوع الماضي.
console-mails = الرسائل
console-mails-hint = ما أُرسل بالبريد خلال الأسبوع الماضي، الأحدث أولًا.
console-no-mails = لا رسائل في الأسبوع الماضي.
console-recipient = المستلم
console-attempts = المحاولات
console-answer = الرد
console-last-attempt = آخر محاولة
console-waiting = قيد الانتظار
console-delivered = سُلّم
console-failed = فشل
console-mail-recovery = رابط كلمة المرور
console-mail-verification = تأكيد عنوان
console-mail-sign-up = إنشاء حساب
console-mail-invitation = دعوة
console-mail-notice = إشعار بتغيير

## Settings and health
console-settings-hint = كما هي سارية على هذه العقدة، وما الذي حدّدها. لا تُعرض الأسرار.
console-set-by = حدّده
console-this-node = هذه العقدة
console-version = الإصدار
console-time = الوقت
console-issuer = المُصدر
console-database = قاعدة البيانات
console-database-state = حالة قاعدة البيانات
console-answers = تستجيب
console-sends-mail = يرسل الرسائل

## Apps by name, and what they see
console-part-access = من يستخدمه وما يُبلَّغ به
console-hint-allowed-groups = لا يستخدمه إلا أعضاء هذه المجموعات، واحدة في كل سطر؛ الجميع إن كان فارغًا.
console-hint-claim-mappings = مطالباته الخاصة بصيغة JSON.
console-recipes = ربط تطبيق بالاسم
console-recipes-hint = تعرف الوصفة ما يحتاجه التطبيق وما يجب إعلامه به.
console-connect = ربط { $name }
console-connect-effect = يُسجَّل التطبيق وتُعرض إعداداته مرة واحدة جاهزة للصق.
console-app-address = عنوان التطبيق
console-hint-recipe-id = اتركه فارغًا لاستخدام اسم الوصفة.
console-preview = ماذا سيرى؟
console-preview-hint = ما سيعرفه التطبيق عن شخص يسمح بكل ما يجوز له طلبه.
console-preview-another = شخص آخر
console-find-login = اسم المستخدم أو البريد الإلكتروني
console-admitted = يحق له استخدامه
console-not-admitted = لا يحق له استخدامه
console-left-out = ما حُذف
console-back = العودة إلى التطبيق

## Groups and roles
console-groups-what = تُبلَّغ بها التطبيقات وتسميها القواعد.
console-find-group = الاسم
console-new-group = إنشاء مجموعة
console-description = الوصف
console-no-groups = لم يُعثر على أي مجموعة.
console-members = الأعضاء
console-no-members = لا أحد فيها.
console-rename-group-hint = عند تغيير الاسم يتبعه الأعضاء والأدوار، أما قواعد التطبيقات فلا.
console-join = إضافة عضو
console-leave = إخراج
console-leave-effect = لن يكون الشخص في المجموعة بعد الآن. تُبلَّغ التطبيقات عند الدخول التالي، ويُغلق أمامه ما هو للمجموعة وحدها.
console-remove-group = إزالة المجموعة
console-remove-group-effect = لن يبقى فيها أحد ولن يديرها أحد. تبقى الحسابات.
console-no-such-group = لا توجد مجموعة باسم { $name }.
console-done-group-changed = حُفظت المجموعة.
console-done-group-removed = أُزيلت المجموعة.
console-done-joined = أُضيف الشخص إلى المجموعة.
console-done-left = أُخرج الشخص من المجموعة.
console-roles = الأدوار
console-roles-hint = ما يستطيع الشخص فعله في وحدة التحكم. لا تمنح أكثر من اللازم.
console-administers = يدير هذه المجموعات
console-may-owner = يفعل كل شيء، وهو وحده من يعيّن المالكين ويعزلهم.
console-may-administrator = يرى كل شيء ويغيّره، باستثناء المالكين.
console-may-help-desk = يرى الأشخاص والمجموعات؛ ويرسل روابط كلمة المرور، ويعيد ضبط العوامل الثانية، وينسى المحاولات الفاشلة، وينهي جلسات من لا دور لهم.
console-may-auditor = يرى كل شيء ولا يغيّر شيئًا.
console-may-group-administrator = يدير أعضاء هذه المجموعات الذين لا دور لهم. مجموعة في كل سطر.
console-done-roles = غُيّرت الأدوار.
console-with-role = له دور
console-everybody = الجميع

## Sessions, and what else people have
console-sessions-hint = أين سجّل الأشخاص دخولهم، الأحدث أولًا.
console-action = إجراء
console-end = إنهاء
console-end-session = إنهاء الجلسة
console-end-session-effect = يُسجَّل خروج المتصفح فورًا وتُبلَّغ التطبيقات.
console-done-session-ended = أُنهيت الجلسة.
console-sign-out = إنهاء كل الجلسات
console-done-signed-out = أُنهيت كل الجلسات.
console-no-consents = لم يُسمح بشيء.
console-consents = ما سمح به الأشخاص له
console-withdraw = سحب
console-withdraw-title = سحب ما سُمح به للتطبيق
console-withdraw-effect = ينتهي فورًا ما لدى التطبيق من هذا الشخص، وسيُسأل من جديد عند الدخول التالي.
console-done-withdrawn = سُحب الإذن.
console-unlock = نسيان محاولات الدخول الفاشلة
console-unlock-effect = لن يضطر الشخص إلى الانتظار قبل المحاولة التالية.
console-done-unlocked = نُسيت المحاولات الفاشلة.
console-remove-user = إزالة الحساب
console-remove-user-effect = يزول الحساب نهائيًا مع كل ما يخصه، ولا يُمنح معرّفه لأحد آخر أبدًا.
console-done-user-removed = أُزيل الحساب.
console-rename-user-effect = من الآن يسجّل الشخص دخوله بالاسم الجديد. تعرف التطبيقات الحساب بمعرّفه، وهو لا يتغير.

## Numbers
console-last-day = آخر 24 ساعة
console-last-week = آخر 7 أيام
console-sign-ins = عمليات الدخول
console-failures = محاولات الدخول الفاشلة
console-tokens-issued = الرموز الصادرة
console-active-sessions = الجلسات النشطة
console-waiting-logouts = تبليغات خروج منتظرة
console-waiting-mails = رسائل منتظرة
console-as-table = كجدول
console-from = من
console-key-ages = أعمار مفاتيح التوقيع

## Events
console-events = الأحداث
console-events-hint = ما حدث، الأحدث أولًا.
console-find-event = النوع (user، user.disabled)
console-no-events = لم يُعثر على شيء.
console-when = متى
console-outcome = النتيجة
console-by = بواسطة
console-person = الشخص
console-success = تم
console-failure = رُفض
console-anonymous = غير مسجَّل الدخول
console-command-line = سطر الأوامر
console-explain = شرح خطأ
console-explain-hint = تعرض كل صفحة خطأ رقمًا مرجعيًا. أدخله هنا لمعرفة سبب رفض الطلب.
console-reference = المرجع
console-no-reference = لا شيء معروف بهذا المرجع، أو لم يعد كذلك.
console-why = سبب الرفض
console-error = الخطأ
console-said = ما قيل
console-rule = القاعدة
console-fix = ما يصلحه
console-difference = الفرق
console-received = كما وصل
console-registered = كما هو مسجَّل
console-differs-at = أول حرف مختلف
console-traces = عمليات الدخول خطوة بخطوة
console-traces-hint = أحدث عمليات الدخول، ما دامت الإعدادات تحتفظ بها.
console-trace = عملية دخول خطوة بخطوة
console-no-traces = لا توجد عمليات دخول محفوظة.
console-notes = محاولات الدخول الفاشلة والطلبات المرفوضة
console-notes-hint = يمكن لأي شخص أن يتسبب فيها، لذلك تُحفظ منفصلة عن الأحداث: لمدة أسبوع وما دام هناك متسع.
console-any-outcome = أي نتيجة
console-began = البداية
console-last-step = آخر خطوة
console-steps = الخطوات
console-find-person = الشخص
console-since = من
console-until = إلى
console-no-day = اكتب اليوم هكذا: 2026-01-31.
console-event = الحدث
console-detail = التفاصيل
console-path = المسار
console-verify = فحص السلسلة
console-verify-effect = يحمل كل حدث بصمة الحدث السابق. تُفحص كلها لمعرفة ما إذا غُيِّر أحدها أو أُزيل أو أُضيف؛ وقد يطول ذلك إن كثرت. لا يتغير شيء.
console-chain = سلسلة الأحداث
console-chain-whole = سليمة
console-chain-broken = مكسورة
console-first-event = رقم أول حدث
console-last-event = رقم آخر حدث

## Webhooks
console-webhooks = خطافات الويب
console-webhooks-hint = إلى أين تُرسل الأحداث عند وقوعها، موقّعة وفق Standard Webhooks.
console-no-webhooks = لا تُرسل الأحداث إلى أي مكان.
console-all-events = كل الأحداث
console-new-webhook = إضافة خطاف ويب
console-new-webhook-effect = تُرسل الأحداث إليه من الآن. يُعرض السر الذي يوقّعها مرة واحدة.
console-hint-webhook = عنوان https يمكن الوصول إليه من هنا.
console-hint-kinds = أنواع (user.disabled) أو مجالات (user)، واحد في كل سطر؛ كل الأحداث إن كان فارغًا.
console-webhook-secret = سر التوقيع
console-webhook-secret-hint = انسخه إلى المستقبِل الآن: لن يُعرض مرة أخرى.
console-test-webhook = إرسال تجربة
console-test-webhook-effect = يُرسل إليه فورًا حدث webhook.tested مرة واحدة.
console-remove-webhook-effect = لن يُرسل إليه شيء بعد الآن، ويُنسى ما ينتظر.
console-rotate-webhook-secret-effect = يُوقَّع ما يُرسل من الآن بالسر الجديد: يرفضه المستقبِل حتى يعرفه.
console-done-webhook-changed = عُدّل خطاف الويب.
console-done-webhook-removed = أُزيل خطاف الويب.
console-webhook-deliveries-hint = ما أُرسل إليه في الأسبوع الماضي، الأحدث أولًا.
console-no-webhook-deliveries = لم يُرسل إليه شيء في الأسبوع الماضي.

## What files declare
console-declared = الإعداد المصرَّح به
console-export = تصدير إلى ملفات
console-export-hint = ما هو موجود، في ملفات يمكن تطبيقها هنا أو في مكان آخر. ليست فيها أسرار ولا كلمات مرور.
console-files = الملفات
console-apply = تطبيق ملف
console-apply-hint = تصبح المجموعات والأشخاص والتطبيقات وخطافات الويب كما يقول الملف، كله أو لا شيء. وما لا يسمّيه يبقى كما هو.
console-apply-file-hint = TOML كما يكتبه التصدير. ترى ما يتغيّر قبل أن يحدث شيء. حتى 40 كيلوبايت تقريبًا؛ الملفات الأكبر لأمر «signet apply».
console-made-secrets = الأسرار التي أُنشئت
console-made-secrets-hint = ضع كلًّا منها الآن حيث يقرؤه برنامجه: لن تُعرض مرة أخرى.
console-done-declared = كل شيء كما يقول الملف.
console-declared-hint = هل ما زال كل شيء كما تقول الملفات التي تُشغَّل بها هذه الخدمة.
console-nothing-declared = الإعداد declared لا يسمي أي ملف.
console-file = الملف أو المجلد
console-enforced = يُعاد كذلك تلقائيًا
console-as-declared = كما صُرِّح به
console-drifted = ليس كما صُرِّح به
console-not-applicable = لا يمكن تطبيقه
console-would-differ = ما سيغيّره تطبيقه
console-changed-members = الفروق
console-would-create = سيُنشأ
console-would-change = سيُغيَّر
console-would-remove = سيُزال

## SCIM tokens
console-registration-token = إنشاء رمز تسجيل
console-registration-token-hint = التطبيق الذي يرسله رمزًا لحامله يمكنه أن يسجّل نفسه.
console-registration-off = لا يمكن للتطبيقات أن تسجّل نفسها الآن: الإعداد registration قيمته off.
console-registration-token-effect = من يملكه يمكنه تسجيل تطبيق لم يوافق عليه أحد بعد. يُعرض مرة واحدة.
console-registration-token-made = سلّمه لمن يدير التطبيق وحده: لن يُعرض مرة أخرى.
console-token-days = عدد الأيام التي يصلح فيها
console-token-once = يصلح لتسجيل واحد فقط
console-revoke-token = إبطال رمز تسجيل
console-revoke-token-effect = لا يفتح شيئًا بعد الآن. تبقى التطبيقات التي سُجّلت به.
console-token-unknown = ليس هذا رمزًا صالحًا هنا: تحقق من نسخه كاملًا.
console-done-token-revoked = الرمز باطل الآن.
console-scim-tokens = رموز SCIM
console-scim-tokens-hint = ترسل أنظمة أخرى، مثل Okta أو Entra ID، أحد هذه الرموز حين تخبر عبر SCIM بمن هم الأشخاص.
console-no-scim-tokens = لا يخبر أي نظام آخر بمن هم الأشخاص.
console-new-scim-token = إنشاء رمز SCIM
console-new-scim-token-effect = من يرسله إلى عنوان SCIM يمكنه أن يفعل هناك ما يسمح به الدور. يُعرض مرة واحدة ويبقى صالحًا حتى يُزال.
console-hint-scim-token = الاسم الذي تطلقه على النظام الآخر، مثل Okta.
console-scim-token-name-wrong = اكتب من حرف واحد إلى 100 حرف.
console-scim-token-taken = يوجد رمز بهذا الاسم بالفعل.
console-scim-role = ما يُسمح به
console-scim-role-hint = المدير يغيّر الأشخاص والمجموعات، والمدقق يقرؤها.
console-scim-token = الرمز
console-scim-token-hint = انسخه إلى النظام الآخر الآن: لن يُعرض مرة أخرى.
console-remove-scim-token-effect = لن يصلح لشيء من الطلب التالي. ويبقى ما صُنع به.
console-done-scim-token-removed = أُزيل الرمز.
console-never-used = أبدًا

## A sign-in tried out
console-check = تجربة تسجيل الدخول
console-check-effect = يُمثَّل تسجيل الدخول كما يفعله التطبيق، حتى الرموز و userinfo، ويُفحص كل جزء. لا يُسجَّل دخول أحد، ولا يبقى منه شيء سوى حدث.
console-check-hint = يُجرَّب سر التطبيق نفسه بالأمر signet app check الذي يمكن إعطاؤه إياه.
console-check-part = الجزء
console-check-finding = ما وُجد
console-check-fix = ما يصلحه
console-check-good = جيد
console-check-unknown = غير معروف من هنا
console-check-bad = خطأ

## الدعوات
console-invite = دعوة شخص
console-invite-hint = ينشئ الشخص حسابه بنفسه عبر رابط يعمل مرة واحدة.
console-invite-effect = يُنشأ رابط يعمل مرة واحدة ويُعرض عليك مرة واحدة.
console-invite-effect-mail = تُرسل رسالة فيها رابط يعمل مرة واحدة، ويُعرض الرابط عليك أيضًا مرة واحدة.
console-days = عدد الأيام التي يعمل فيها الرابط
console-hint-days = عدد صحيح من 1 إلى 365.
console-days-wrong = اكتب عددًا صحيحًا من 1 إلى 365.
console-invitation-link = رابط الدعوة
console-invitation-sent = الرابط في الطريق بالبريد. يمكنك تسليمه بنفسك أيضًا: لن يُعرض مرة أخرى.
console-invitation-hand-over = سلّمه بنفسك لصاحبه وحده: لن يُعرض مرة أخرى.
console-invitations = الدعوات
console-invitations-hint = من دُعي ولم ينشئ حسابًا بعد.
console-no-invitations = لا أحد مدعو.
console-invited-by = دعاه
console-works-until = يعمل حتى
console-withdraw-invitation = سحب الدعوة
console-withdraw-invitation-effect = لن يفتح الرابط شيئًا بعد الآن، أينما أُرسل.
console-done-invitation-withdrawn = سُحبت الدعوة.

## إنهاء جلسات الجميع
console-end-all = إنهاء جلسات الجميع
console-end-all-tokens = إنهاء جلسات الجميع ورموزهم
console-end-all-effect = من هذه اللحظة لا يبقى أحد مسجَّل الدخول، وأنت منهم.
console-end-all-offline-stays = ما مُنح للتطبيقات لمدة أطول من الجلسة (offline access) يستمر.
console-end-all-offline-ends = ما مُنح للتطبيقات لمدة أطول من الجلسة (offline access) ينتهي أيضًا.
console-end-all-told = تُبلَّغ التطبيقات واحدًا بعد الآخر؛ ومع جلسات كثيرة يستغرق ذلك بضع دقائق.
console-done-all-ended = أُنهيت جلسات الجميع.
