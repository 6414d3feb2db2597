# Lo que Signet dice a los operadores, en español.

## The frame
console-title = Administración
console-rooms = Partes de la consola
console-crumbs = Dónde está
console-skip = Ir al contenido
console-overview = Resumen
console-users = Personas
console-clients = Aplicaciones
console-keys = Claves de firma
console-deliveries = Envíos
console-settings = Ajustes
console-health = Estado del servicio
console-groups = Grupos
console-sessions = Sesiones
console-forbidden = Esto no es para usted
console-forbidden-message = Su rol no lo permite. Quien gestiona este servicio puede darle otro.
console-gone-message = Quizá se haya eliminado o cambiado de nombre.
console-refused = No se puede hacer
role-owner = Propietario
role-administrator = Administrador
role-help-desk = Asistencia
role-auditor = Auditor
role-group-administrator = Administrador de { $group }

## Lists
console-find = Buscar
console-find-user = Nombre de usuario, correo o nombre
console-find-client = Nombre o identificador de cliente
console-pages = Páginas
console-first = Volver al principio
console-next = Página siguiente
console-name = Nombre
console-kind = Tipo
console-state = Estado
console-value = Valor
console-created = Creado
console-changed = Modificado
console-last-used = Último uso
console-yes = Sí
console-no = No
console-active = Activo
console-disabled = Desactivado
console-default = Predeterminado

## A change on its way
console-changes = Qué cambiará
console-what = Qué
console-before = Ahora
console-after = Después
console-nothing = No cambiaría nada.
console-type = Para continuar, escriba { $name }
console-type-wrong = Lo que ha escrito no coincide. No se ha cambiado nada.
console-changed-meanwhile = Algo ha cambiado entretanto. Revíselo de nuevo.
console-look = Revise los campos marcados.
console-look-at-changes = Ver los cambios
console-edit-again = Seguir editando
console-do = Aplicar
console-edit = Editar
console-edit-title = Editar { $name }
console-remove = Eliminar
console-done-nothing = No había nada que hacer.

## People
console-new-user = Añadir una persona
console-new-user-hint = Aún no tiene contraseña: envíele después un enlace para elegirla.
console-no-users = No se encontró a nadie.
console-about = Datos
console-account = Cuenta
console-verified = La dirección de correo está confirmada
console-groups-hint = Uno por línea.
console-group-wrong = { $name } no puede ser el nombre de un grupo.
console-no-factors = No hay ninguno configurado.
console-no-sessions = Ningún navegador tiene la sesión iniciada.
console-device = Dispositivo
console-address = Dirección
console-client = Aplicación
console-scopes = Ámbitos
console-granted = Permitido el
console-disable = Desactivar la cuenta
console-disable-effect = Nadie podrá iniciar sesión en la cuenta hasta que se active de nuevo.
console-enable = Activar la cuenta
console-enable-effect = La persona podrá iniciar sesión de nuevo.
console-sessions-end = Todas las sesiones y los tokens terminan de inmediato, y se avisa a las aplicaciones.
console-password-link = Enviar un enlace de contraseña
console-password-link-effect = La persona recibe un enlace para elegir una contraseña nueva. Funciona durante una hora y una sola vez; hasta entonces la contraseña no cambia.
console-password-link-hand-over = No se pudo enviar ningún correo. Entregue usted este enlace, a nadie más. Funciona durante una hora y una sola vez.
console-reset-factors = Restablecer los segundos factores
console-reset-factors-effect = Se eliminan las apps de autenticación, llaves de acceso y códigos de recuperación; se avisa a la persona por correo.
console-done-user-created = La cuenta se ha creado.
console-done-user-changed = La cuenta se ha modificado.
console-done-user-disabled = La cuenta se ha desactivado.
console-done-user-enabled = La cuenta se ha activado.
console-done-password-link = El enlace está en camino.
console-done-factors-reset = Se han restablecido los segundos factores.

## Applications
console-new-client = Conectar una aplicación
console-new-client-hint = La mayoría de las aplicaciones solo necesitan un nombre y una URI de redirección.
console-no-clients = No se encontró ninguna aplicación.
console-client-id = Identificador de cliente
console-origin-operator = Por un operador
console-origin-registered = Se registró sola
console-for-the-app = Para los ajustes de la aplicación
console-for-the-app-hint = La mayoría de las aplicaciones piden estos datos. El resto lo encuentran en la dirección de descubrimiento.
console-discovery = Dirección de descubrimiento
console-part-basics = Lo básico
console-part-shown = Lo que ven las personas
console-part-sign-in = Inicio de sesión
console-part-sign-out = Cierre de sesión
console-part-tokens = Tokens
console-part-keys = Sus claves y solicitudes firmadas
console-part-compatibility = Software antiguo y reglas más estrictas
console-hint-client-id = Déjelo vacío para que se genere.
console-hint-redirect-uris = Adónde vuelven las personas, una por línea, tal como la envía la aplicación.
console-hint-auth-method = Elija none para aplicaciones en un navegador o dispositivo: no pueden guardar un secreto.
console-hint-scope = Lo que puede pedir, separado por espacios.
console-hint-trusted = No se pregunta a las personas si puede conocerlas.
console-hint-minimum-acr = La fortaleza que exige cada inicio de sesión.
console-hint-accent-color = Por ejemplo #7a1fa2: el color de los enlaces y botones principales al iniciar sesión en ella.
console-hint-sign-in-text = Lo que la página de inicio de sesión dice bajo su nombre, por ejemplo qué cuenta usar. Otros idiomas abajo, como sign_in_text#de.
console-hint-stylesheet = Una hoja de estilo propia (16 KiB como máximo), que se añade a la de las páginas que se muestran en su nombre.
console-hint-localized = Por ejemplo client_name#de = Fotos, uno por línea.
console-hint-format = Un JWT se comprueba con las claves públicas; un token opaco, solo aquí.
console-hint-audience = Los servidores de recursos a los que van los tokens de acceso, uno por línea.
console-hint-profile = Las reglas que sigue donde los estándares difieren.
console-id-made = se generará y se mostrará
console-secret-made = se generará y se mostrará una vez
console-secret = Secreto de cliente
console-secret-hint = Cópielo ahora en la aplicación: no se mostrará nunca más.
console-rotate-secret = Crear un secreto nuevo
console-rotate-secret-effect = El secreto anterior deja de funcionar de inmediato: la aplicación no podrá iniciar sesiones hasta que tenga el nuevo.
console-remove-client-effect = Se olvida la aplicación, con lo que las personas le permitieron. Sus tokens terminan de inmediato.
console-done-client-changed = La aplicación se ha modificado.
console-done-client-removed = La aplicación se ha eliminado.

## Keys
console-keys-hint = Con qué se firman los tokens. Una clave se publica antes de firmar y sigue publicada hasta que caduca lo último que firmó.
console-no-keys = Aún no hay claves.
console-algorithm = Algoritmo
console-published = Publicada
console-signs-from = Firma desde
console-gone-at = Retirada el
console-seen-by = Vista por
console-readers = { $count ->
    [one] un lector
   *[other] { $count } lectores
}
console-readers-missing = (faltan: { $names })
console-kid = Id de clave
console-key-next = Siguiente
console-key-active = Firma
console-key-retired = Retirada
console-rotate = Rotar las claves
console-rotate-effect = Las siguientes claves toman el relevo en cuanto todos puedan conocerlas; nada de lo firmado deja de funcionar.
console-emergency = Sustituir todas las claves de inmediato
console-emergency-effect = Todas las claves se sustituyen ahora, por si otros conocen una clave privada.
console-emergency-tokens = Los tokens firmados con las claves antiguas se rechazan en cuanto los demás lo noten, y las aplicaciones que guardan claves antiguas fallan hasta que vuelvan a consultar.
console-done-keys = Las claves se han cambiado.

## Deliveries
console-logouts = Cierres de sesión comunicados a aplicaciones
console-logouts-hint = Lo que se comunicó a las aplicaciones sobre sesiones terminadas en la última semana, lo más reciente primero.
console-no-logouts = Nada en la última semana.
console-mails = Correos
console-mails-hint = Lo enviado por correo en la última semana, lo más reciente primero.
console-no-mails = Ningún correo en la última semana.
console-recipient = Destinatario
console-attempts = Intentos
console-answer = Respuesta
console-last-attempt = Último intento
console-waiting = En espera
console-delivered = Entregado
console-failed = Fallido
console-mail-recovery = Enlace de contraseña
console-mail-verification = Confirmación de una dirección
console-mail-sign-up = Creación de una cuenta
console-mail-invitation = Invitación
console-mail-notice = Aviso de un cambio

## Settings and health
console-settings-hint = Tal como rigen en este nodo y qué los ha fijado. Los secretos no se muestran.
console-set-by = Fijado por
console-this-node = Este nodo
console-version = Versión
console-time = Hora
console-issuer = Emisor
console-database = Base de datos
console-database-state = La base de datos
console-answers = Responde
console-sends-mail = Envía correos

## Apps by name, and what they see
console-part-access = Quién puede usarla y qué se le dice
console-hint-allowed-groups = Solo pueden usarla los miembros de estos grupos, uno por línea; todos si está vacío.
console-hint-claim-mappings = Claims propios, en JSON.
console-recipes = Conectar una aplicación por su nombre
console-recipes-hint = Una receta sabe qué necesita la aplicación y qué hay que decirle.
console-connect = Conectar { $name }
console-connect-effect = La aplicación se registra y sus ajustes se muestran una vez, listos para pegar.
console-app-address = Dirección de la aplicación
console-hint-recipe-id = Déjelo vacío para usar el nombre de la receta.
console-preview = ¿Qué vería?
console-preview-hint = Lo que sabría la aplicación de alguien que permite todo lo que puede pedir.
console-preview-another = Otra persona
console-find-login = Nombre de usuario o correo
console-admitted = Puede usarla
console-not-admitted = No puede usarla
console-left-out = Omitido
console-back = Volver a la aplicación

## Groups and roles
console-groups-what = Se comunican a las aplicaciones y las reglas los nombran.
console-find-group = Nombre
console-new-group = Crear un grupo
console-description = Descripción
console-no-groups = No se encontró ningún grupo.
console-members = Miembros
console-no-members = No pertenece nadie.
console-rename-group-hint = Con otro nombre, los miembros y los roles lo siguen; las reglas de las aplicaciones no.
console-join = Añadir un miembro
console-leave = Sacar
console-leave-effect = La persona ya no pertenece al grupo. Las aplicaciones lo sabrán en el próximo inicio de sesión; lo reservado al grupo le queda cerrado.
console-remove-group = Eliminar el grupo
console-remove-group-effect = Nadie pertenece ya a él ni lo administra. Las cuentas permanecen.
console-no-such-group = No existe el grupo { $name }.
console-done-group-changed = El grupo se ha guardado.
console-done-group-removed = El grupo se ha eliminado.
console-done-joined = La persona se ha añadido al grupo.
console-done-left = La persona se ha sacado del grupo.
console-roles = Roles
console-roles-hint = Lo que alguien puede hacer en esta consola. No dé más de lo necesario.
console-administers = Administra estos grupos
console-may-owner = Puede todo, y solo él nombra o quita propietarios.
console-may-administrator = Ve y cambia todo, salvo a los propietarios.
console-may-help-desk = Ve personas y grupos; envía enlaces de contraseña, restablece segundos factores, olvida intentos fallidos y termina sesiones de personas sin rol.
console-may-auditor = Lo ve todo y no cambia nada.
console-may-group-administrator = Se ocupa de los miembros de estos grupos que no tienen rol propio. Un grupo por línea.
console-done-roles = Los roles se han modificado.
console-with-role = Con un rol
console-everybody = Todos

## Sessions, and what else people have
console-sessions-hint = Dónde hay personas con sesión iniciada, lo más reciente primero.
console-action = Acción
console-end = Terminar
console-end-session = Terminar la sesión
console-end-session-effect = El navegador queda desconectado al instante y se avisa a las aplicaciones.
console-done-session-ended = La sesión se ha terminado.
console-sign-out = Terminar todas las sesiones
console-done-signed-out = Se han terminado todas las sesiones.
console-no-consents = No se ha permitido nada.
console-consents = Lo que le han permitido
console-withdraw = Retirar
console-withdraw-title = Retirar lo que se permitió a la aplicación
console-withdraw-effect = Lo que la aplicación tiene de la persona termina al instante. Volverá a preguntar en el próximo inicio de sesión.
console-done-withdrawn = Se ha retirado.
console-unlock = Olvidar los intentos fallidos
console-unlock-effect = La persona ya no tiene que esperar para el próximo intento.
console-done-unlocked = Se han olvidado los intentos fallidos.
console-remove-user = Eliminar la cuenta
console-remove-user-effect = La cuenta desaparece para siempre, con todo lo suyo. Su identificador no se da nunca a nadie más.
console-done-user-removed = La cuenta se ha eliminado.
console-rename-user-effect = Desde ahora, la persona inicia sesión con el nuevo nombre. Las aplicaciones conocen la cuenta por su identificador, que permanece.

## Numbers
console-last-day = Últimas 24 horas
console-last-week = Últimos 7 días
console-sign-ins = Inicios de sesión
console-failures = Intentos fallidos
console-tokens-issued = Tokens emitidos
console-active-sessions = Sesiones activas
console-waiting-logouts = Cierres por comunicar
console-waiting-mails = Correos por enviar
console-as-table = Como tabla
console-from = Desde
console-key-ages = Antigüedad de las claves de firma

## Events
console-events = Eventos
console-events-hint = Lo que ha ocurrido, lo más reciente primero.
console-find-event = Tipo (user, user.disabled)
console-no-events = No se encontró nada.
console-when = Cuándo
console-outcome = Resultado
console-by = Por
console-person = Persona
console-success = Hecho
console-failure = Rechazado
console-anonymous = Sin sesión
console-command-line = Línea de comandos
console-explain = Explicar un error
console-explain-hint = Cada página de error muestra una referencia. Escríbala aquí para ver por qué se rechazó la solicitud.
console-reference = Referencia
console-no-reference = No se sabe nada con esta referencia, o ya no.
console-why = Por qué se rechazó
console-error = Error
console-said = Lo que se dijo
console-rule = La regla
console-fix = Qué lo arregla
console-difference = La diferencia
console-received = Tal como se recibió
console-registered = Tal como está registrado
console-differs-at = Primer carácter distinto
console-traces = Inicios de sesión, paso a paso
console-traces-hint = Los últimos inicios de sesión, mientras los ajustes los conserven.
console-trace = Un inicio de sesión, paso a paso
console-no-traces = No se conserva ningún inicio de sesión.
console-began = Comienzo
console-last-step = Último paso
console-steps = Pasos
console-find-person = Persona
console-since = Desde
console-until = Hasta
console-no-day = Escriba el día así: 2026-01-31.
console-event = Evento
console-detail = Detalles
console-path = Ruta
console-verify = Comprobar la cadena
console-verify-effect = Cada evento lleva un hash del anterior. Se recorren todos para ver si alguno se alteró, eliminó o añadió; si son muchos, tarda. No se cambia nada.
console-chain = La cadena de eventos
console-chain-whole = Íntegra
console-chain-broken = Rota
console-first-event = Número del primer evento
console-last-event = Número del último evento

## Webhooks
console-webhooks = Webhooks
console-webhooks-hint = A dónde se envían los eventos cuando ocurren, firmados según Standard Webhooks.
console-no-webhooks = Los eventos no se envían a ningún sitio.
console-all-events = Todos los eventos
console-new-webhook = Añadir un webhook
console-new-webhook-effect = Desde ahora los eventos se envían allí. El secreto que los firma se muestra una vez.
console-hint-webhook = Una dirección https accesible desde aquí.
console-hint-kinds = Tipos (user.disabled) o áreas (user), uno por línea; todos los eventos si está vacío.
console-webhook-secret = Secreto de firma
console-webhook-secret-hint = Cópielo ahora en el receptor: no se volverá a mostrar.
console-test-webhook = Enviar una prueba
console-test-webhook-effect = Se envía allí de inmediato, una vez, un evento webhook.tested.
console-remove-webhook-effect = Ya no se envía nada allí y lo pendiente se olvida.
console-done-webhook-removed = El webhook se ha eliminado.
console-webhook-deliveries-hint = Lo que se envió allí en la última semana, lo más reciente primero.
console-no-webhook-deliveries = En la última semana no se envió nada allí.

## What files declare
console-declared = Configuración declarada
console-declared-hint = Si todo sigue como dicen los archivos con los que se sirve este despliegue.
console-nothing-declared = El ajuste declared no nombra ningún archivo.
console-file = Archivo o carpeta
console-enforced = Se restablece solo
console-as-declared = Como se declaró
console-drifted = No como se declaró
console-not-applicable = No se puede aplicar
console-would-differ = Lo que cambiaría al aplicarla
console-changed-members = Diferencias
console-would-create = Se crearía
console-would-change = Se modificaría
console-would-remove = Se eliminaría

## SCIM tokens
console-scim-tokens = Tokens de SCIM
console-scim-tokens-hint = Otros sistemas, como Okta o Entra ID, envían uno de estos cuando dicen por SCIM quién hay.
console-no-scim-tokens = Ningún otro sistema dice quién hay.
console-new-scim-token = Crear un token de SCIM
console-new-scim-token-effect = Quien lo envíe a la dirección de SCIM puede hacer allí lo que puede el rol. Se muestra una vez y vale hasta que se elimine.
console-hint-scim-token = Cómo llama usted al otro sistema, por ejemplo Okta.
console-scim-token-name-wrong = Escriba de 1 a 100 caracteres.
console-scim-token-taken = Ya hay un token con este nombre.
console-scim-role = Qué puede hacer
console-scim-role-hint = Un administrador cambia personas y grupos, un auditor los lee.
console-scim-token = Token
console-scim-token-hint = Cópielo ahora en el otro sistema: no se volverá a mostrar.
console-remove-scim-token-effect = No sirve de nada desde la siguiente petición. Lo que se hizo con él se queda.
console-done-scim-token-removed = El token se ha eliminado.
console-never-used = Nunca

## A sign-in tried out
console-check = Probar el inicio de sesión
console-check-effect = El inicio de sesión se representa como lo haría la aplicación, hasta los tokens y userinfo, y se mira cada parte. Nadie inicia sesión y no queda nada salvo un evento.
console-check-hint = El secreto propio de la aplicación se prueba con el comando signet app check, al que se le puede dar.
console-check-part = Parte
console-check-finding = Lo que se encontró
console-check-fix = Lo que lo arregla
console-check-good = Bien
console-check-unknown = No se sabe desde aquí
console-check-bad = Mal

## Invitaciones
console-invite = Invitar a alguien
console-invite-hint = La persona crea su cuenta ella misma, con un enlace que funciona una sola vez.
console-invite-effect = Se crea un enlace que funciona una sola vez y se le muestra a usted una sola vez.
console-invite-effect-mail = Sale un correo con un enlace que funciona una sola vez; el enlace se le muestra también a usted una sola vez.
console-days = Días durante los que funciona el enlace
console-hint-days = Un número entero de 1 a 365.
console-days-wrong = Escriba un número entero de 1 a 365.
console-invitation-link = Enlace de la invitación
console-invitation-sent = Va de camino por correo. También puede entregarlo usted: no se volverá a mostrar.
console-invitation-hand-over = Entréguelo usted, a nadie más: no se volverá a mostrar.
console-invitations = Invitaciones
console-invitations-hint = Quién está invitado y aún no ha creado una cuenta.
console-no-invitations = No hay nadie invitado.
console-invited-by = Invitado por
console-works-until = Funciona hasta
console-withdraw-invitation = Retirar la invitación
console-withdraw-invitation-effect = El enlace ya no abre nada, se haya enviado a donde se haya enviado.
console-done-invitation-withdrawn = La invitación se retiró.

## El final de todas las sesiones
console-end-all = Terminar las sesiones de todos
console-end-all-tokens = Terminar las sesiones y los tokens de todos
console-end-all-effect = Desde este momento nadie tiene la sesión iniciada, tampoco usted.
console-end-all-offline-stays = Lo que se concedió a las aplicaciones por más tiempo que una sesión (offline access) sigue en pie.
console-end-all-offline-ends = Lo que se concedió a las aplicaciones por más tiempo que una sesión (offline access) termina también.
console-end-all-told = Se avisa a las aplicaciones una tras otra; con muchas sesiones tarda unos minutos.
console-done-all-ended = Las sesiones de todos terminaron.
