package java

import "strings"

// objectMethods are those that every class has of java.lang.Object. Nothing here can hold a monitor, so that
// waiting always throws.
var objectMethods = []declaration{
	{"equals(Object)", func(b *Budget, this Value, a []Value) (Value, error) {
		return Equal(b, this, a[0])
	}},
	{"hashCode()", func(b *Budget, this Value, _ []Value) (Value, error) {
		return HashCode(b, this)
	}},
	{"toString()", func(b *Budget, this Value, _ []Value) (Value, error) {
		return Text(b, this)
	}},
	{"getClass()", func(_ *Budget, this Value, _ []Value) (Value, error) {
		return classOf(this), nil
	}},
	{"notify()", noMonitor},
	{"notifyAll()", noMonitor},
	{"wait()", noMonitor},
	{"wait(long)", noMonitor},
	{"wait(long,int)", noMonitor},
}

func noMonitor(*Budget, Value, []Value) (Value, error) {
	return nil, throw("java.lang.IllegalMonitorStateException", "current thread is not owner")
}

var (
	hostClass  = newClass(interfaceType("java.lang.Object$Host", typeObject), "Host")
	classClass = newClass(typeClassClass, "Class")
)

func init() {
	hostClass.declare(objectMethods)
	classClass.declare([]declaration{
		{"getName()", func(_ *Budget, this Value, _ []Value) (Value, error) {
			return this.(*Class).name, nil
		}},
		{"getTypeName()", func(_ *Budget, this Value, _ []Value) (Value, error) {
			return this.(*Class).typeName(), nil
		}},
		{"getCanonicalName()", func(_ *Budget, this Value, _ []Value) (Value, error) {
			return strings.ReplaceAll(this.(*Class).typeName(), "$", "."), nil
		}},
		{"getSimpleName()", func(_ *Budget, this Value, _ []Value) (Value, error) {
			return this.(*Class).simple, nil
		}},
		{"getPackageName()", func(_ *Budget, this Value, _ []Value) (Value, error) {
			name := strings.TrimPrefix(this.(*Class).name, "[L")
			return name[:max(strings.LastIndexByte(name, '.'), 0)], nil
		}},
		{"isArray()", func(_ *Budget, this Value, _ []Value) (Value, error) {
			return this.(*Class).elem != nil, nil
		}},
		{"isInstance(Object)", func(_ *Budget, this Value, a []Value) (Value, error) {
			return a[0] != nil && this.(*Class).assignableFrom(classOf(a[0]).Type), nil
		}},
		{"isAssignableFrom(Class)", func(_ *Budget, this Value, a []Value) (Value, error) {
			if a[0] == nil {
				return nil, nullPointer()
			}
			return this.(*Class).assignableFrom(a[0].(*Class).Type), nil
		}},
		{"isPrimitive()", alwaysFalse}, {"isInterface()", alwaysFalse}, {"isEnum()", alwaysFalse},
		{"isAnnotation()", alwaysFalse}, {"isAnonymousClass()", alwaysFalse}, {"isLocalClass()", alwaysFalse},
		{"isSynthetic()", alwaysFalse}, {"isRecord()", alwaysFalse}, {"isHidden()", alwaysFalse},
		{"forName(String)", nil}, {"forName(String,boolean,ClassLoader)", nil}, {"newInstance()", nil},
		{"getClassLoader()", nil}, {"getMethods()", nil}, {"getFields()", nil}, {"getConstructors()", nil},
		{"getDeclaredMethods()", nil}, {"getDeclaredFields()", nil}, {"getDeclaredConstructors()", nil},
		{"getMethod(String,Class[])", nil}, {"getField(String)", nil}, {"getResource(String)", nil},
		{"getResourceAsStream(String)", nil}, {"getProtectionDomain()", nil}, {"getModule()", nil},
		{"getPackage()", nil}, {"getSuperclass()", nil}, {"getInterfaces()", nil}, {"getModifiers()", nil},
	}, objectMethods)
}

func alwaysFalse(*Budget, Value, []Value) (Value, error) { return false, nil }

func (c *Class) typeName() string {
	if c.elem == nil {
		return c.name
	}
	return c.elem.name + "[]"
}
