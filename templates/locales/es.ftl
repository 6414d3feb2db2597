# Lo que Signet dice a las personas, en español.

## Lo que comparten varias páginas
title-of-error = Error: { $title }
language-choice = Idioma
home = Inicio
continue = Continuar
cancel = Cancelar
sign-in = Iniciar sesión
sign-out = Cerrar sesión
start-page = Ir a la página de inicio
opens-in-new-tab = (se abre en una pestaña nueva)
signed-in-as = Ha iniciado sesión como { $username }.
duration-seconds = { $count ->
    [one] un segundo
   *[other] { $count } segundos
}
duration-minutes = { $count ->
    [one] un minuto
   *[other] { $count } minutos
}
duration-days = { $count ->
    [one] un día
   *[other] { $count } días
}

## La aplicación que pregunta
client-website = Sitio web
client-privacy = Privacidad
client-terms = Condiciones de uso

## Iniciar sesión
sign-in-title = Iniciar sesión
sign-in-again = Confirme que es usted
sign-in-again-hint = Escriba de nuevo su contraseña para continuar.
sign-in-to = para continuar en
sign-in-username = Nombre de usuario o correo electrónico
sign-in-password = Contraseña
password-show = Mostrar la contraseña
sign-in-confirm = Confirmar
sign-in-wrong = El nombre de usuario o la contraseña no son correctos. Inténtelo de nuevo.
sign-in-stuck = ¿No recuerda la contraseña? Puede establecer una nueva con un enlace que enviamos a su dirección de correo electrónico.
sign-in-wait = Ha habido demasiados intentos fallidos. Espere { $duration } e inténtelo de nuevo.

## Llaves de acceso
passkey-use = Usar una llave de acceso
passkey-create = Crear una llave de acceso
passkey-name = Nombre
passkey-rename = Cambiar el nombre
passkey-save = Guardar
passkey-title = Crear una llave de acceso
passkey-hint = Con ella inicia sesión sin contraseña: con el dedo, el rostro o el PIN de su dispositivo, o con una llave de seguridad.
passkey-second = Use su llave de acceso.
passkey-second-hint = Use su llave de acceso o escriba el código que muestra su aplicación de autenticación.
passkey-also = Con una llave de acceso también inicia sesión sin la contraseña.
passkey-failed = No se ha usado la llave de acceso. Inténtelo de nuevo.
passkey-wrong = Esta llave de acceso no se ha aceptado o se ha tardado demasiado. Inténtelo de nuevo.
passkey-cannot = Este navegador no puede usar llaves de acceso o tiene JavaScript desactivado. Abra esta página en otro navegador, o en un teléfono u ordenador con bloqueo de pantalla.
passkey-needed = Para iniciar sesión aquí necesita una llave de acceso.
passkey-help = Si no puede crear una, vuelva atrás o pregunte a quien gestione su cuenta.
passkey-other = Usar otro medio

## El ofrecimiento de una llave de acceso tras iniciar sesión con contraseña
offer-title = ¿Iniciar sesión sin contraseña la próxima vez?
offer-hint = Con una llave de acceso inicia sesión con el dedo, el rostro o el PIN de este dispositivo. Nadie puede adivinarla y ninguna página falsificada puede usarla.
offer-effect = A partir de entonces, la contraseña sola no basta: en otros dispositivos necesitará la llave de acceso o uno de los códigos de recuperación que recibirá a continuación.
offer-later = Ahora no
offer-never = No volver a preguntar

## Elegir una cuenta
select-title = Elija una cuenta
select-other = Usar otra cuenta
turned-away-title = Sin acceso con esta cuenta
turned-away-message = Esta cuenta no puede usar { $client }. Si debería poder, consulte a quien administra su cuenta.
turned-away-back = Volver a la aplicación

## Consentimiento
consent-title = ¿Dar acceso a { $client }?
consent-able = Esta aplicación podrá:
consent-subject = Esta aplicación sabrá que usted tiene una cuenta aquí, y nada más sobre usted.
consent-allow = Permitir
consent-deny = Rechazar
consent-trust = Permita solo lo que le inspire confianza.
consent-switch = ¿No es usted? Usar otra cuenta
scope-openid = Saber quién es usted
scope-openid-detail = Un número que representa su cuenta aquí
scope-profile = Ver su perfil
scope-profile-detail = Su nombre, su imagen, su idioma y datos similares
scope-email = Ver su correo electrónico
scope-email-detail = Y si se ha confirmado
scope-address = Ver su dirección postal
scope-phone = Ver su número de teléfono
scope-groups = Ver sus grupos
scope-groups-detail = Los equipos y las funciones a los que pertenece
scope-api = Administrar este servicio en su nombre
scope-api-detail = Con todo lo que permite su rol
scope-offline-access = Mantener el acceso cuando usted no esté
scope-offline-access-detail = Hasta que lo retire en la página de su cuenta
see-name = Ver su nombre
see-given-name = Ver su nombre de pila
see-family-name = Ver sus apellidos
see-middle-name = Ver su segundo nombre
see-nickname = Ver su apodo
see-username = Ver su nombre de usuario
see-profile-page = Ver la dirección de su página de perfil
see-picture = Ver su imagen
see-website = Ver la dirección de su sitio web
see-email-verified = Ver si su correo electrónico se ha confirmado
see-gender = Ver su género
see-birthdate = Ver su fecha de nacimiento
see-zoneinfo = Ver su zona horaria
see-locale = Ver su idioma
see-phone-verified = Ver si su número de teléfono se ha confirmado
see-updated-at = Ver cuándo cambió su perfil por última vez
see-other = Ver este dato sobre usted: { $claim }

## Dispositivos
device-title = Conectar un dispositivo
device-hint = Escriba el código que muestra el dispositivo.
device-code = Código
device-wrong = Ningún dispositivo espera con este código. Compárelo con el que muestra el dispositivo o empiece de nuevo en él.
device-wait = Ha habido demasiados códigos incorrectos. Espere { $duration } e inténtelo de nuevo.
device-confirm-title = ¿Conectar { $client }?
device-compare = Continúe solo si usted mismo ha empezado esta operación y el dispositivo muestra este código:
device-subject = El dispositivo sabrá que usted tiene una cuenta aquí, y nada más sobre usted.
device-able = El dispositivo podrá:
device-connect = Conectar
device-done-title = Dispositivo conectado
device-done = Su dispositivo está conectado
device-done-hint = Continuará por sí solo en unos segundos. Puede cerrar esta página.
device-denied-title = Dispositivo no conectado
device-denied = Su dispositivo no se ha conectado
device-denied-hint = No ha recibido nada. Puede cerrar esta página.
device-gone = El dispositivo ya no espera
device-gone-message = Ha pasado demasiado tiempo o ya se había decidido. Empiece de nuevo en el dispositivo.

## Cerrar sesión
sign-out-title = ¿Cerrar sesión?
sign-out-by-app = Esta aplicación pide cerrar su sesión aquí:
sign-out-here = Esto cierra su sesión en este dispositivo.
sign-out-stay = Mantener la sesión
signed-out-title = Ha cerrado la sesión
signed-out-ended = Su sesión con { $site } en este dispositivo ha terminado.
signed-out-shared = En un equipo compartido, cierre también la ventana del navegador.
signed-out-frame = Cierre de sesión en una aplicación
signed-out-back = Volver a { $client }
signed-out-the-app = la aplicación
sign-out-refused = La solicitud de cierre de sesión de la aplicación es incorrecta
sign-out-refused-message = La aplicación ha enviado un token de identidad que no se emitió aquí, o una dirección de retorno que no está registrada para ella. Su sesión sigue abierta aquí. El responsable de la aplicación puede corregirlo.

## La página de la cuenta
account-title = Su cuenta
account-name = Nombre
account-username = Nombre de usuario
account-email = Correo electrónico
account-sessions = Dónde tiene sesiones abiertas
account-sessions-hint = Termine cualquier sesión que no reconozca.
account-this-device = Este dispositivo
account-last-used = último uso: { $date }
account-since = desde: { $date }
account-end = Terminar
account-others = Otras cuentas en este navegador
account-others-hint = Al iniciar sesión con otra cuenta se conserva esta; las aplicaciones reciben la que usted elija.
account-switch = Cambiar a
account-add = Iniciar sesión con otra cuenta
account-apps = Aplicaciones con acceso
account-no-apps = Ninguna por ahora. Aquí aparecen las aplicaciones a las que permita ver algo sobre usted.
account-apps-hint = Al retirar el acceso, la aplicación se desconecta de su cuenta y tendrá que volver a pedírselo.
account-open = Abrir
account-withdraw = Retirar
account-device = { $browser } en { $system }
account-unknown-device = Dispositivo desconocido
place-same = Desde donde está ahora
place-near = Desde la red en la que está ahora
place-local = Desde una red local
place-elsewhere = Desde otro lugar
account-change-password = Cambiar la contraseña
account-change-email = Cambiar la dirección de correo electrónico


## El segundo factor
second-title = Confirme su identidad
second-code-hint = Escriba el código que muestra su aplicación de autenticación.
second-recovery-hint = Escriba uno de sus códigos de recuperación. Cada uno sirve una sola vez.
second-recovery-renews = Después creará una llave de acceso nueva.
second-code = Código
second-recovery-code = Código de recuperación
second-remember = No volver a preguntar en este dispositivo durante { $duration }
second-use-recovery = Usar un código de recuperación
second-wrong = Este código no es correcto o ya se ha utilizado. Inténtelo de nuevo.
second-not-done = Ahora se exige más a su cuenta que cuando inició sesión. Lo que acaba de enviar no se ha hecho: continúe, confirme su identidad y envíelo de nuevo.

## Configurar una aplicación de autenticación
enrol-title = Configurar una aplicación de autenticación
enrol-second = Configurar un segundo factor
enrol-app = O una aplicación de autenticación
enrol-needed = Aquí se necesita un segundo factor además de su contraseña.
enrol-scan = Escanee esta imagen con su aplicación de autenticación.
enrol-picture = Imagen para la aplicación de autenticación
enrol-type = O escriba esta clave en la aplicación:
enrol-confirm = Escriba el código que la aplicación muestre entonces.
enrol-turn-on = Activar
enrol-wrong = Este no es el código que la aplicación muestra ahora. Inténtelo de nuevo.

## Códigos de recuperación
codes-title = Sus códigos de recuperación
codes-hint = Cada uno le permite iniciar sesión una vez si ha perdido su aplicación de autenticación. Imprímalos o anótelos: solo se muestran esta vez y los anteriores ya no sirven.
codes-kept = Los he guardado

## Inicio de sesión y seguridad
security-title = Inicio de sesión y seguridad
security-factors = Segundos factores
security-factors-hint = Aunque alguien conozca su contraseña, no podrá iniciar sesión sin uno de ellos.
security-app = Aplicación de autenticación
security-passkey = Llave de acceso
security-remove = Quitar
security-codes = Códigos de recuperación
security-codes-left = Códigos restantes: { $count }. Los nuevos los sustituyen.
security-new-codes = Crear códigos de recuperación nuevos
security-needed = Su cuenta debe tener un segundo factor. Configure otro antes de quitar este.

## Contraseña nueva
new-password-title = Elija una contraseña nueva
new-password-effect = Entonces se cerrará la sesión en todos los navegadores y aplicaciones.
new-password-current = Contraseña actual
new-password-new = Contraseña nueva
new-password-hint = Al menos { $least } caracteres. Cuatro o cinco palabras sin relación entre sí son seguras y fáciles de recordar; puede usar espacios.
new-password-save = Guardar la contraseña
new-password-not-right = La contraseña no es correcta.
new-password-done = Su contraseña se ha cambiado
new-password-done-here = Se ha cerrado la sesión en todos los demás navegadores y en todas las aplicaciones.
new-password-done-everywhere = Inicie sesión con la contraseña nueva. Se ha cerrado la sesión en todos los navegadores y aplicaciones.

## Dirección de correo nueva
new-email-title = Cambiar su dirección de correo electrónico
new-email-now = Será { $email } hasta que confirme la nueva mediante un enlace que enviaremos allí.
new-email-none = Será válida en cuanto la confirme mediante un enlace que enviaremos allí.
new-email-new = Dirección de correo electrónico nueva
new-email-sent = Consulte su nuevo buzón
new-email-sent-hint = Le hemos enviado allí un enlace. Su dirección no cambia hasta que abra el enlace y la confirme, en el plazo de una hora.
new-email-confirm = Confirme su dirección de correo electrónico
new-email-use = Usar esta dirección
new-email-done = Su dirección de correo electrónico se ha cambiado
new-email-done-hint = A partir de ahora es { $email }.

## Contraseña olvidada
recover-link = ¿Ha olvidado su contraseña?
recover-title = Establecer una contraseña nueva
recover-hint = Enviaremos un enlace a la dirección de correo electrónico de su cuenta.
recover-back = Volver al inicio de sesión
recover-sent-hint = Si existe esa cuenta y su dirección de correo electrónico se confirmó, le hemos enviado allí un enlace para establecer una contraseña nueva. Es válido durante una hora.

## Cuenta nueva
sign-up-link = Crear una cuenta
sign-up-title = Cree su cuenta
sign-up-hint = Primero enviaremos un enlace a su dirección de correo electrónico.
sign-up-have = Ya tengo una cuenta
sign-up-sent-hint = Le hemos enviado allí un enlace para continuar. Es válido durante una hora.
sign-up-domain = Use una dirección de uno de estos dominios: { $domains }.
sign-up-for = Para { $email }

## Enlaces en los mensajes
link-send = Enviar el enlace
link-sent = Consulte su buzón
link-used = Este enlace ya se ha utilizado
link-used-message = Solo funciona una vez. Si todavía lo necesita, pida uno nuevo.
link-gone = Este enlace no funciona
link-gone-message = Es demasiado antiguo o llegó incompleto. Pida uno nuevo.

## Mensajes
letter-change = { $change } ({ $username }).
letter-password = Su contraseña se ha cambiado
letter-password-detail = Se ha cerrado la sesión en todos los navegadores y aplicaciones. Vuelva a iniciar sesión con la contraseña nueva.
letter-factor-added = Se ha añadido a su cuenta una forma de iniciar sesión
letter-factor-added-detail = Se llama: { $name }
letter-factor-removed = Se ha quitado de su cuenta una forma de iniciar sesión
letter-factor-removed-detail = Se llamaba: { $name }
letter-codes = Se han creado códigos de recuperación nuevos para su cuenta
letter-codes-detail = Los códigos que anotó antes ya no sirven.
letter-email = La dirección de correo electrónico de su cuenta se ha cambiado
letter-email-detail = A partir de ahora los mensajes se envían a { $email }, que también sustituye a esta dirección para iniciar sesión.
letter-left = Su cuenta se eliminará
letter-left-detail = Se eliminará el { $date }. Se ha cerrado su sesión en todas partes. Hasta entonces puede conservarla iniciando sesión.
letter-deleted = Su cuenta se ha eliminado
letter-deleted-detail = No queda nada de ella.
letter-was-you = Si ha sido usted, no tiene que hacer nada.
letter-was-not-you = Si no ha sido usted, es posible que otra persona conozca su contraseña: establezca una nueva de inmediato y avise al responsable de este servicio.
letter-ignore = Si no ha sido usted, no tiene que hacer nada.
letter-works-an-hour = El enlace es válido durante una hora y solo funciona una vez.
letter-works-once = El enlace solo funciona una vez.
letter-recover = Alguien, probablemente usted, ha pedido una contraseña nueva para su cuenta { $username }.
letter-recover-ignore = Si no la ha pedido, no tiene que hacer nada: su contraseña no cambia.
letter-confirm = La cuenta { $username } va a tener a partir de ahora esta dirección de correo electrónico.
letter-confirm-link = Confirmar esta dirección
letter-confirm-ignore = Si no conoce la cuenta, no tiene que hacer nada.
letter-taken = Esta dirección ya tiene una cuenta
letter-taken-why = Alguien ha querido asignar esta dirección de correo electrónico a su propia cuenta. Ya pertenece a otra, así que no se ha cambiado nada.
letter-known = Ya tiene una cuenta
letter-known-why = Alguien, probablemente usted, ha querido crear una cuenta con esta dirección de correo electrónico. Ya existe una.
letter-known-hint = Si ya no recuerda la contraseña, use allí «{ $recover }». Si no ha sido usted, no tiene que hacer nada.
letter-sign-up = Alguien, probablemente usted, quiere crear una cuenta con esta dirección de correo electrónico.
letter-sign-up-ignore = Si no ha sido usted, no tiene que hacer nada: sin el enlace no se crea ninguna cuenta.
letter-invited = Tiene una invitación a { $site }
letter-invited-hint = Puede tener una cuenta en { $site }. Para empezar, elija un nombre de usuario y una contraseña.
account-end-others = Terminar todas las demás sesiones
account-data = Descargar sus datos
delete-title = Eliminar su cuenta
delete-whose = Esta es la cuenta de { $username }.
delete-at-once = Se cierra al instante su sesión en todas partes y ninguna aplicación puede usar la cuenta.
delete-later = Pasado este tiempo se elimina para siempre todo lo que aquí se guarda de usted: { $duration }.
delete-keep = Hasta entonces puede conservar la cuenta iniciando sesión.
delete-account = Eliminar la cuenta
delete-done = Su cuenta se eliminará
delete-done-hint = Ocurrirá el { $date }. Hasta entonces puede conservarla iniciando sesión.
delete-last-owner = Usted es aquí la única persona con el rol «owner». Asígnelo antes a otra persona.
keep-title = Su cuenta está a punto de eliminarse
keep-when = Se eliminará el { $date }. Hasta entonces nadie puede usarla.
keep-account = Conservar mi cuenta
keep-not = Dejarlo así
profile-title = Su perfil
profile-what = Lo que rellene podrán verlo las aplicaciones a las que se lo permita. Puede dejar cualquier campo vacío.
profile-look = Revise los campos marcados.
profile-save = Guardar
profile-name = Nombre completo
profile-given-name = Nombre de pila
profile-family-name = Apellidos
profile-nickname = Apodo
profile-picture = Dirección de una imagen
profile-website = Sitio web
profile-birthdate = Fecha de nacimiento
profile-zoneinfo = Zona horaria
profile-locale = Idioma
profile-phone = Número de teléfono
profile-street = Calle y número
profile-postal-code = Código postal
profile-locality = Localidad
profile-region = Provincia o región
profile-country = País
profile-url-hint = Empieza por https://
profile-date-hint = Por ejemplo, 1990-12-31; basta con el año.
profile-zone-hint = Por ejemplo, Europe/Paris.
profile-language-hint = Por ejemplo, es o pt-BR. Estas páginas lo siguen cuando pueden.
profile-phone-hint = Con el prefijo del país, por ejemplo, +34 910 123 456.
profile-too-long = Use como máximo { $most } caracteres.
profile-control = Contiene caracteres que no se pueden mostrar.
profile-url-wrong = Escriba una dirección completa que empiece por https://
profile-date-wrong = Escriba una fecha como 1990-12-31, o un año.
profile-zone-wrong = Escriba el nombre de una zona horaria, como Europe/Paris.
profile-language-wrong = Escriba una etiqueta de idioma, como es o pt-BR.
profile-phone-wrong = Escriba el número con el prefijo del país, empezando por +

## La primera cuenta
setup-title = Crear la primera cuenta
setup-welcome = ¡Le damos la bienvenida! Esta cuenta es la propietaria de este servicio y puede cambiar todo en él. Más adelante podrá añadir a otras personas.
setup-look = Ya casi está: revise los campos marcados.
setup-name = Su nombre
setup-name-hint = Como deben mostrarlo las aplicaciones.
setup-name-wrong = Escriba su nombre, con 200 caracteres como máximo.
setup-username = Nombre de usuario
setup-username-hint = Con él inicia sesión; también sirve su correo electrónico.
setup-email = Correo electrónico
setup-email-hint = Para mensajes sobre su cuenta.
setup-password = Contraseña
setup-create = Crear cuenta
setup-closed = Este enlace de instalación no funciona
setup-closed-message = Ya se ha utilizado o está incompleto. El responsable de este servicio puede mostrar el correcto con: signet setup-link

## Qué falla en lo que se ha escrito
username-empty = Escriba un nombre de usuario.
username-too-long = Use como máximo { $most } caracteres para el nombre de usuario.
username-space = Quite los espacios del nombre de usuario.
username-character = Use solo letras, cifras y signos del teclado: el carácter { $character } no puede formar parte de un nombre de usuario.
username-mixed = Use letras de un solo alfabeto: este nombre de usuario mezcla varios.
username-taken = Este nombre de usuario ya está ocupado.
email-wrong = Escriba una dirección de correo electrónico como nombre@example.com.
email-taken = Esta dirección ya está ocupada.
password-too-short = Use al menos { $least } caracteres. Unas cuantas palabras sin relación entre sí son fáciles de recordar.
password-too-long = Use como máximo { $most } caracteres.
password-own-names = Quite sus propios nombres o añada otras palabras.
password-guessable = Esta contraseña es fácil de adivinar.
password-very-weak = Seguridad: muy débil
password-weak = Seguridad: débil
password-nearly = Seguridad: casi suficiente
password-add-words = Añada una o dos palabras. Es mejor que sean poco comunes.
password-common = Mucha gente usa una contraseña parecida.
password-keys = Las teclas contiguas, como qwerty, se prueban muy pronto.
password-repeat = Repetir algo apenas ayuda.
password-sequence = Las secuencias como abc o 6543 se prueban muy pronto.
password-date = Las fechas y los años se prueban muy pronto.
password-word = Las palabras sueltas se prueban muy pronto.
password-name = Los nombres y apellidos se prueban muy pronto.
password-capitals = Las mayúsculas apenas ayudan.
password-backwards = Las palabras escritas al revés apenas ayudan.
password-substitution = Los signos en lugar de letras, como @ por a, apenas ayudan.
password-breached = Esta contraseña se ha hecho pública por un robo de datos en otro servicio. Use una que no utilice en ningún otro sitio.

## Inicio
home-title = Bienvenida
home-welcome = Le damos la bienvenida a { $site }
home-hello = Hola, { $name }
home-what = Aquí se inicia sesión una sola vez, y cada aplicación conectada sabe quién es usted. Las aplicaciones nunca ven una contraseña.
home-demo = Probar la demostración
home-account = Su cuenta
home-connect = Conectar una aplicación
home-connect-hint = Cualquier aplicación o biblioteca que hable OpenID Connect puede usar este servicio.
home-register = 1. Regístrela en el equipo donde se ejecuta este servicio
home-credentials = 2. Dele el identificador y el secreto que muestra el comando, y este emisor
home-discovery = Si en su lugar pide una dirección de descubrimiento

## Volver a una aplicación
form-post-title = Volviendo a la aplicación
form-post-hint = Si no ocurre nada, pulse el botón.

## Errores
error-reference = Si necesita ayuda, indique esta referencia al responsable de este servicio.
error-details = Detalles técnicos
error-ours = Algo ha fallado aquí
error-ours-message = No es culpa suya. Inténtelo de nuevo.
error-busy = Demasiadas personas a la vez
error-busy-message = Espere un momento e inténtelo de nuevo.
error-too-often = Demasiadas veces seguidas
error-too-often-message = Espere { $duration } e inténtelo de nuevo.
error-unavailable = No disponible en este momento
error-unavailable-message = No es culpa suya y no se ha perdido nada. Inténtelo de nuevo en un momento.
error-forged = Este formulario ha caducado
error-forged-message = No se ha cambiado nada. Vuelva atrás, recargue la página e inténtelo de nuevo.
error-step = Este inicio de sesión no puede continuar
error-step-message = Ha pasado demasiado tiempo o se empezó en otro navegador. Vuelva a la aplicación e inicie sesión de nuevo.
error-not-found = Aquí no hay nada
error-not-found-message = Puede que la dirección esté mal escrita.
error-unreadable = La solicitud no se puede leer
error-unreadable-message = La aplicación o el navegador ha enviado algo que aquí no se entiende.
error-untrusted = La solicitud de la aplicación no es de confianza
error-untrusted-message = No se ha iniciado su sesión ni se le ha enviado de vuelta, porque la solicitud no coincide con lo registrado: { $why }. El responsable de la aplicación puede corregirlo.
untrusted-repeated-client-id = client_id aparece más de una vez
untrusted-missing-client-id = falta client_id
untrusted-unknown-client = no hay ninguna aplicación registrada con este client_id
untrusted-repeated-redirect-uri = redirect_uri aparece más de una vez
untrusted-missing-redirect-uri = falta redirect_uri
untrusted-unregistered-redirect-uri = redirect_uri no está registrado para esta aplicación
untrusted-refused = se rechaza con { $code } y no indica ningún redirect_uri registrado

## La aplicación de demostración
demo-title = Aplicación de demostración
demo-what = Esta página hace de una aplicación suya. No sabe nada de usted hasta que inicie sesión.
demo-step-send = Le envía a { $site } para iniciar sesión.
demo-step-code = Usted vuelve con un código, que la aplicación cambia por tokens.
demo-step-check = Comprueba los tokens y le muestra todo lo que dicen.
demo-sign-in = Iniciar sesión con { $site }
demo-result-title = Sesión iniciada en la demostración
demo-result = Ha iniciado sesión
demo-result-what = Esto es lo que ha recibido la aplicación de demostración y lo que significa.
demo-again = Iniciar sesión de nuevo
demo-header = Cabecera
demo-claims = Datos
demo-raw = Tal como se envió
demo-check-state = La respuesta corresponde al inicio de sesión que empezó este navegador (state).
demo-check-iss = Procede de { $value } y de ningún otro proveedor (iss).
demo-check-pkce = El código se cambió con una prueba que solo la demostración podía dar (PKCE).
demo-check-signature = El token de identidad está firmado por el proveedor: { $value }.
demo-check-aud = Se emitió para la demostración (aud), por este proveedor (iss), y no ha caducado (exp).
demo-check-nonce = Se emitió para este mismo inicio de sesión (nonce).
demo-check-at-hash = El token de acceso llegó junto con el token de identidad (at_hash).
demo-check-userinfo = Userinfo acepta el token de acceso y habla de la misma persona (sub).
demo-id-token = Token de identidad
demo-id-token-what = Dice a la aplicación quién ha iniciado sesión, cuándo y cómo. Está firmado y destinado solo a esta aplicación.
demo-access-token = Token de acceso
demo-access-token-jwt = Permite a la aplicación pedir algo a una API en nombre de la persona. Una API que conoce las claves públicas del proveedor puede comprobarlo por sí misma.
demo-access-token-opaque = Permite a la aplicación pedir algo a una API en nombre de la persona. No dice nada a quien lo tiene: la API pregunta al proveedor qué significa.
demo-userinfo = Userinfo
demo-userinfo-what = Lo que el proveedor responde a quien presenta el token de acceso: lo que la persona aceptó compartir.
demo-failed = La demostración no ha podido iniciar su sesión
demo-not-started = Este inicio de sesión no se empezó en este navegador o ha tardado demasiado. Empiece de nuevo.
demo-mismatch = Esta no es la respuesta al inicio de sesión que empezó este navegador. Empiece de nuevo.
demo-refused = El proveedor no ha iniciado su sesión: { $why }
demo-unreachable = La aplicación de demostración no obtiene respuesta del proveedor en { $issuer }.
demo-invalid = La aplicación de demostración no acepta lo que ha enviado el proveedor: { $why }.
demo-internal = La aplicación de demostración ha fallado.

## Qué significan los datos de los tokens
claim-alg = Cómo está firmado.
claim-kid = Cuál de las claves públicas del proveedor comprueba la firma.
claim-typ = Qué tipo de token es: JWT para un token de identidad, at+jwt para un token de acceso.
claim-iss = Quién lo emitió: el proveedor.
claim-sub = De quién trata: el identificador que el proveedor da a la persona. Nunca cambia, así que las aplicaciones deben reconocer a las personas por él.
claim-aud = A quién está destinado. Cualquier otro debe rechazarlo.
claim-client-id = La aplicación para la que se emitió.
claim-scope = Lo que permite.
claim-iat = Cuándo se creó, en segundos desde 1970.
claim-nbf = No es válido antes de este momento.
claim-exp = Cuándo caduca.
claim-auth-time = Cuándo demostró la persona por última vez quién es.
claim-acr = La solidez de esa prueba.
claim-amr = Con qué métodos lo demostró, por ejemplo pwd para una contraseña.
claim-nonce = El valor aleatorio de la aplicación para este inicio de sesión, para que un token de identidad robado no sirva en otro.
claim-azp = La aplicación que lo pidió.
claim-at-hash = Una huella del token de acceso que llegó con él.
claim-c-hash = Una huella del código que llegó con él.
claim-s-hash = Una huella del valor state de la solicitud.
claim-sid = La sesión de la persona en el proveedor. Termina al cerrar la sesión.
claim-jti = El identificador propio del token.
claim-grant-id = La familia de tokens que surgió de un inicio de sesión; pueden terminarse juntos.
claim-name = El nombre completo, tal como debe mostrarse.
claim-given-name = Nombres de pila.
claim-family-name = Apellidos.
claim-middle-name = Segundos nombres.
claim-nickname = Como dicen los amigos.
claim-preferred-username = El nombre con el que la persona inicia sesión. Puede cambiar: no reconozca a las personas por él.
claim-profile = Una página sobre la persona.
claim-picture = Una imagen de la persona.
claim-website = El sitio web de la persona.
claim-email = Correo electrónico. Puede cambiar: no reconozca a las personas por él.
claim-email-verified = Si el proveedor sabe que la dirección es de la persona.
claim-gender = Género.
claim-birthdate = Fecha de nacimiento; el año puede ser 0000, o la fecha ser solo un año.
claim-zoneinfo = Zona horaria, por ejemplo Europe/Madrid.
claim-locale = Idioma y región, por ejemplo es-ES.
claim-phone-number = Número de teléfono.
claim-phone-number-verified = Si el proveedor sabe que el número es de la persona.
claim-address = Dirección postal.
claim-updated-at = Cuándo cambió algo de esto por última vez.
claim-groups = Los grupos a los que pertenece la persona.

## Aplicaciones detrás de un proxy
forward-auth-no-proxy = Este servidor solo responde preguntas sobre aplicaciones a los proxies que conoce.
forward-auth-unknown-site = No hay ninguna aplicación protegida en esta dirección.
forward-auth-not-allowed = Su cuenta no puede usar esta aplicación. Pida acceso a quien la gestiona.
forward-auth-lost = No se pudo completar el inicio de sesión. Abra la aplicación de nuevo.

## The sign-in history
history-title = Historial de inicios de sesión
history-hint = Los últimos inicios de sesión en su cuenta. Si no reconoce alguno, cambie su contraseña.
history-none = Todavía no se sabe nada.
history-succeeded = Sesión iniciada
history-failed = Intento fallido
history-code = Código de un solo uso
